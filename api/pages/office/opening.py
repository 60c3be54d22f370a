"""Opening a process: its name, what it is about, for which area, and what it asks."""

import re
import unicodedata
from typing import get_args

import msgspec
from litestar import get, post
from litestar.params import URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Office, explained, require
from api.pages.views.set_up import NewProcessPage, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import Question, Slug, TerritoryKey
from domain.messages import Refusal
from domain.processes import process_id_of
from domain.use_cases import configuring

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_LONGEST = 60


class NewProcessForm(msgspec.Struct):
    title: str = ""
    slug: str = ""
    summary: str = ""
    key: str = ""
    place: str = ""
    question: str = "support"


@get("/office/new", sync_to_thread=True, guards=[office_only])
def new_page(office: AtTheOffice) -> Html:
    """Show the form.

    Raises:
        NotAllowed: the reader is of the office of one process only.
    """
    require(office.person, "configure", None)
    return _show(office, Typed(values={"question": "support"}, act="new"))


@post("/office/new", sync_to_thread=True, guards=[office_only])
def open_process(data: URLEncodedBody[NewProcessForm], office: AtTheOffice) -> Answer:
    """Open a process, with the area it is for as its first place."""
    require(office.person, "configure", None)
    checks = Checks(office.frame)
    new, wishes = _read(data, checks)
    typed = Typed(act="new", values=msgspec.structs.asdict(data), errors=tuple(checks.errors))
    if checks.errors:
        return _show(office, typed)
    try:
        position = office.do(process_id_of(new.slug), wishes)
    except Refusal as refusal:
        errors = (explained(office.frame, refusal),)
        return _show(office, msgspec.structs.replace(typed, errors=errors))
    return office.lead_on(Done(f"/p/{new.slug}/office", "process_opened"), position)


def _read(data: NewProcessForm, checks: Checks) -> tuple[configuring.NewProcess, list[Do]]:
    title = checks.line("title", data.title, N_("Geben Sie dem Verfahren einen Namen."))
    place = " ".join(data.place.split())
    key = data.key.strip()
    if bool(key) != bool(place):
        missing = "place" if key else "key"
        checks.wrong(missing, N_("Zum Gebiet gehören beide Angaben: Schlüssel und Name."))
    elif key and not _fits(key, TerritoryKey):
        checks.wrong("key", N_("Der amtliche Schlüssel hat 2 bis 12 Ziffern."))
    new = configuring.NewProcess(
        slug=_slug(data.slug, title, checks),
        title=title,
        summary=checks.text(
            "summary", data.summary, N_("Schreiben Sie in einigen Sätzen, worum es geht.")
        ),
        territory=key or None,
        question=checks.one_of("question", data.question, get_args(Question), "support"),
    )
    wishes: list[Do] = [lambda platform, asking, _: configuring.open_process(platform, asking, new)]
    if key:
        wishes.append(
            lambda platform, asking, process_id: configuring.add_territory(
                platform, asking, process_id, key, place, None
            )
        )
    return new, wishes


def _slug(typed: str, title: str, checks: Checks) -> Slug:
    """Return the name in addresses: as typed, or made of the title."""
    slug = typed.strip() or suggested(title)
    # Without a title there is nothing to make it of; that is said beside the title.
    if (typed.strip() or title) and not _fits(slug, Slug):
        text = N_("Erlaubt sind kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche.")
        checks.wrong("slug", text)
    return slug


def suggested(title: str) -> Slug:
    """Return a name in addresses for a title: what stands before its colon, without umlauts."""
    head = title.split(":", maxsplit=1)[0].lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", head).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST].strip("-")


def _fits(text: str, kind: object) -> bool:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        return False
    return True


def _show(office: Office, typed: Typed) -> Html:
    page = NewProcessPage(questions=get_args(Question), typed=typed)
    status = 400 if typed.errors else 200
    return office.frame.show(page, nav="office", path="/office/new", status=status)
