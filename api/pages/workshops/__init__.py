"""Pages of workshops, gallery walks and other formats on site."""

from api.pages.workshops.announcing import announce, new_workshop_page
from api.pages.workshops.listed import workshops_page
from api.pages.workshops.page import workshop_page
from api.pages.workshops.working import call_off, confirm, discard, record

HANDLERS = (
    workshops_page,
    new_workshop_page,
    announce,
    workshop_page,
    record,
    confirm,
    discard,
    call_off,
)

__all__ = ["HANDLERS"]
