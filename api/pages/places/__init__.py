"""Places of a process: tree, map and a page of each."""

from api.pages.places.pages import place_page, places_page

HANDLERS = (places_page, place_page)

__all__ = ["HANDLERS"]
