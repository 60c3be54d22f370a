"""Reports on a year: the public page, its document, the office's form."""

from api.pages.accounting.public import report_document, report_year_page
from api.pages.accounting.publishing import publish_report, publish_report_page

HANDLERS = (publish_report_page, publish_report, report_year_page, report_document)
