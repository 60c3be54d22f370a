"""Writing the profile: one page, and beside it what a council still needs."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.errors import status_of
from api.pages.amounts import NotWritten, cents, decimal, euros, hundredths
from api.pages.formatting import number
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.measures import cards
from api.pages.measures.desk import lacks_of
from api.pages.measures.reading import Reading, opened, read
from api.pages.measures.typing import day, ids
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.views import FieldError, Option
from api.pages.views.office import ProfileForm, ProfilePage
from api.pages.vocabulary.amounts import NO_AMOUNT, NO_POSTS
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.ports import Language
from api.provided import Asking, Person, Platform, ReadModels, Snapshot, Texts, Visible
from domain.codes import FieldId, GoalId, IndicatorId, MeasureId, UnitId
from domain.messages import Refusal
from domain.permissions import ALLOWED, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy import measuring
from domain.use_cases.strategy.profiles import (
    PROFILE_TEXTS,
    WrittenFunding,
    WrittenProfile,
    references,
)
from projections.model import Snapshot as ReadModel

_ELSEWHERE = {403, 404}
_MONEY = ("cost_once", "cost_yearly", "own_share")
_ROWS = (1, 2, 3)
_LISTS = ("goals", "indicators", "territories")
_READERS: Mapping[str, tuple[Callable[[str, Language], object], str]] = {
    **dict.fromkeys((*_MONEY, "amount_1", "amount_2", "amount_3"), (cents, NO_AMOUNT)),
    **dict.fromkeys(("starts", "ends"), (lambda typed, _: day(typed), N_("Wählen Sie einen Tag."))),
    "staff": (lambda typed, _: hundredths(typed), NO_POSTS),
}
"""How fields are read that are no plain texts, and what is said where they cannot be."""


class TypedProfile(msgspec.Struct):
    seen: str = ""
    reason: str = ""
    title: str = ""
    summary: str = ""
    field: str = ""
    goals: list[str] | str = msgspec.field(default_factory=list)
    indicators: list[str] | str = msgspec.field(default_factory=list)
    territories: list[str] | str = msgspec.field(default_factory=list)
    problem: str = ""
    target_group: str = ""
    benefit: str = ""
    approach: str = ""
    present_state: str = ""
    partners: str = ""
    steps: str = ""
    risks: str = ""
    superior_strategy: str = ""
    privacy: str = ""
    transferability: str = ""
    lead: str = ""
    starts: str = ""
    ends: str = ""
    cost_once: str = ""
    cost_yearly: str = ""
    own_share: str = ""
    staff: str = ""
    source_1: str = ""
    amount_1: str = ""
    source_2: str = ""
    amount_2: str = ""
    source_3: str = ""
    amount_3: str = ""
    notice_1: str = ""
    notice_2: str = ""
    notice_3: str = ""

    def view(self) -> ProfileForm:
        """Return the form as it is shown again."""
        values: dict[str, Any] = msgspec.structs.asdict(self)
        for name in _LISTS:
            given = values[name]
            values[name] = tuple([given] if isinstance(given, str) else given)
        return ProfileForm(**values)


def _may(person: Person, reading: Reading) -> None:
    if not person.may("plan", reading.row.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))


@get("/measures/{measure_id:uuid}/edit", sync_to_thread=True, guards=[office_only])
def profile_page(
    measure_id: FromPath[UUID], frame: Framing, snapshot: Snapshot, texts: Texts, person: Person
) -> Html:
    """Show the profile to be changed.

    Raises:
        NotFoundException: there is no such measure.
        NotAllowed: the reader is not of the office of its process.
    """
    reading = read(snapshot, MeasureId(measure_id), person.at)
    _may(person, reading)
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    return _show(frame, snapshot, reading, words, _filled(frame, reading, words))


@post("/measures/{measure_id:uuid}/edit", sync_to_thread=True, guards=[office_only])
def write_profile(
    *,
    measure_id: FromPath[UUID],
    data: URLEncodedBody[TypedProfile],
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Answer:
    """Save a new version of the profile, for a published reason."""
    with read_models.snapshot() as snapshot:
        reading = read(snapshot, MeasureId(measure_id), asking.at)
        _may(person, reading)
        words = opened(texts, reading, frame.say(UNAVAILABLE))
        form = data.view()
        written, errors = _written(frame, reading, form)
        if written is None:
            return _show(frame, snapshot, reading, words, form, errors)
        try:
            outcome = measuring.update_profile(
                platform,
                asking,
                reading.row.process_id,
                reading.row.measure_id,
                written,
                form.reason,
                seen=number(form.seen) or 0,
                opened=_opened(texts, reading),
            )
        except Refusal as refusal:
            if status_of(refusal) in _ELSEWHERE:
                raise
            error = FieldError(field="title", message=frame.refusal(type(refusal).__name__))
            return _show(frame, snapshot, reading, words, form, (error,))
    shown = visible.wait(outcome.position)
    notice = "profile_written" if shown else "lagging"
    return frame.lead_to(f"/measures/{measure_id}/office", notice)


def _opened(texts: TextsPort, reading: Reading) -> dict[str, str]:
    refs = [ref for _, ref in references(reading.story.profile)]
    return dict(texts.open(refs))


def _filled(frame: Frame, reading: Reading, words: Words) -> ProfileForm:
    """Return the form with the present version in it."""
    profile, language = reading.story.profile, frame.language
    values: dict[str, Any] = {name: words.text(getattr(profile, name)) for name in PROFILE_TEXTS}
    values |= {name: tuple(map(str, getattr(profile, name))) for name in _LISTS}
    values |= {name: euros(getattr(profile, name), language) for name in _MONEY}
    for row, each in zip(_ROWS, profile.funding, strict=False):
        values[f"source_{row}"] = words.text(each.source)
        values[f"amount_{row}"] = euros(each.amount, language)
        values |= {f"notice_{row}": str(each.notice or "")}
    return ProfileForm(
        seen=str(reading.row.version),
        field=str(profile.field_id),
        lead=str(profile.lead or ""),
        starts=profile.starts.isoformat() if profile.starts else "",
        ends=profile.ends.isoformat() if profile.ends else "",
        staff=decimal(profile.staff, language),
        **values,
    )


def _written(
    frame: Frame, reading: Reading, form: ProfileForm
) -> tuple[WrittenProfile | None, tuple[FieldError, ...]]:
    """Return the profile as it was meant, or what is wrong with it."""
    errors: list[FieldError] = []
    values: dict[str, Any] = {}
    for name, (reader, unread) in _READERS.items():
        try:
            values[name] = reader(getattr(form, name), frame.language)
        except NotWritten:
            errors.append(frame.error(name, unread))
    required = {
        "title": N_("Geben Sie der Maßnahme einen Titel."),
        "summary": N_("Sagen Sie in zwei Sätzen, worum es geht."),
        "reason": N_("Sagen Sie, warum Sie den Steckbrief ändern. Das wird veröffentlicht."),
    }
    errors += [
        frame.error(name, text)
        for name, text in required.items()
        if not getattr(form, name).strip()
    ]
    fields = {str(row.field_id): row.field_id for row in reading.around.standing_fields()}
    if form.field not in fields:
        errors.append(frame.error("field", N_("Wählen Sie ein Handlungsfeld.")))
    if errors:
        return None, tuple(errors)
    return _profile(reading, form, values, fields[form.field]), ()


def _profile(
    reading: Reading, form: ProfileForm, values: dict[str, Any], field: FieldId
) -> WrittenProfile:
    former = reading.story.profile
    notices = {str(row.notice_id): row.notice_id for row in reading.means.notices}
    funding = tuple(
        WrittenFunding(
            getattr(form, f"source_{row}"),
            values[f"amount_{row}"],
            notices.get(getattr(form, f"notice_{row}")),
        )
        for row in _ROWS
        if getattr(form, f"source_{row}").strip() and values[f"amount_{row}"]
    )
    goals = {row.goal_id for row in reading.goals}
    indicators = {row.indicator_id for row in reading.indicators}
    places = {row.key for row in reading.around.territories}
    units = {str(row.unit_id): row.unit_id for row in reading.units}
    lead: UnitId | None = units.get(form.lead)
    return WrittenProfile(
        **{name: getattr(form, name).replace("\r\n", "\n") for name in PROFILE_TEXTS},
        field_id=field,
        goals=tuple(GoalId(each) for each in ids(list(form.goals)) if each in goals),
        indicators=tuple(
            IndicatorId(each) for each in ids(list(form.indicators)) if each in indicators
        ),
        territories=tuple(each for each in form.territories if each in places),
        lead=lead,
        starts=values["starts"],
        ends=values["ends"],
        **{name: values[name] for name in _MONEY},
        staff=values["staff"],
        funding=funding,
        dependencies=former.dependencies,
        sustainability=former.sustainability,
    )


def _show(
    frame: Frame,
    snapshot: ReadModel,
    reading: Reading,
    words: Words,
    form: ProfileForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    around = reading.around
    page = ProfilePage(
        card=cards.card(reading.row, around, words),
        form=form,
        fields=around.field_options(words),
        units=tuple(_option(row.unit_id, row.name, words) for row in reading.units),
        goals=tuple(_option(row.goal_id, row.text, words) for row in reading.goals),
        indicators=tuple(_option(row.indicator_id, row.name, words) for row in reading.indicators),
        territories=around.territory_options(words),
        notices=tuple(
            _option(row.notice_id, row.programme, words) for row in reading.means.notices
        ),
        missing=lacks_of(frame, reading),
        errors=errors,
    )
    return frame.show(
        page,
        nav="office",
        process=around.brand(words),
        position=snapshot.position,
        status=400 if errors else 200,
    )


def _option(key: UUID, name: str, words: Words) -> Option:
    return Option(value=str(key), label=words.text(name))
