"""Pages of measures: the catalogue, the profile and its versions."""

from api.pages.measures.catalogue import measures_page
from api.pages.measures.page import measure, measure_version

HANDLERS = (measures_page, measure, measure_version)
