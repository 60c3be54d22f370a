"""Pages of the inventory: for everybody, for who reports a project, and for the office."""

from api.pages.inventory.desk import accept, classify, desk_page, refuse
from api.pages.inventory.gaps import drop, gaps_page, recommend
from api.pages.inventory.item import item_page
from api.pages.inventory.listed import inventory_page
from api.pages.inventory.uploading import upload, upload_page
from api.pages.inventory.writing import (
    change,
    edit_page,
    new_page,
    record,
    report,
    report_page,
)

HANDLERS = (
    inventory_page,
    item_page,
    gaps_page,
    recommend,
    drop,
    report_page,
    report,
    new_page,
    record,
    edit_page,
    change,
    desk_page,
    accept,
    refuse,
    classify,
    upload_page,
    upload,
)

__all__ = ["HANDLERS"]
