"""The bare address: leads to the start page in the reader's language."""

from litestar import get
from litestar.response import Redirect

from api.provided import Language


@get("/", sync_to_thread=True)
def home(language: Language) -> Redirect:
    """Lead on. Not for ever: the browser's language may change."""
    return Redirect(f"/{language}/", status_code=303)
