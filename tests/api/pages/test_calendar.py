"""The calendar file of a process, read back as a calendar reads it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from domain.codes import WorkshopId
from domain.use_cases import configuring
from domain.use_cases.strategy import deciding, gathering
from domain.use_cases.strategy.gathering import NewFormat
from tests.api.pages.village import SLUG, Village, Visits
from tests.use_cases.strategy.county import County, a_county, done

FILE = f"/de/p/{SLUG}/calendar.ics"
BERLIN = ZoneInfo("Europe/Berlin")
START_OF_JULY = datetime(2023, 6, 30, 22, tzinfo=UTC)  # midnight in Berlin
START_OF_AUGUST = datetime(2023, 7, 31, 22, tzinfo=UTC)


def events(body: bytes) -> dict[str, Event]:
    """Return the entries of a file by what their UID begins with."""
    calendar = Calendar.from_ical(body)
    assert isinstance(calendar, Calendar)
    found = {str(each["UID"]): each for each in calendar.events}
    assert len(found) == len(calendar.events)
    return found


def a_walk(county: County, title: str, on: date) -> WorkshopId:
    new = NewFormat(kind="gallery_walk", title=title, place="Kreishaus, Saal 2", on=on)
    outcome = gathering.schedule_format(county.platform, county.office, county.process_id, new)
    return WorkshopId(done(outcome))


def a_month(village: Village, county: County) -> None:
    """Define a phase of whole days, as the office's form does."""
    phase = configuring.NewPhase(
        kind="measures",
        title="Auswerten; gewichten",
        starts=START_OF_JULY,
        ends=START_OF_AUGUST,
        level="consult",
    )
    configuring.define_phase(village.platform, village.system(), county.process_id, phase)


async def test_phases_formats_and_sessions_stand_in_the_calendar(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    a_month(village, county)
    walk, off = (
        a_walk(county, "Rundgang", date(2023, 7, 3)),
        a_walk(county, "Abend", date(2023, 7, 4)),
    )
    gathering.cancel_format(county.platform, county.office, county.process_id, off, "Sturm.")
    county.submitted(county.measure())
    answer = await visits.by().file(FILE)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    by_summary = {str(each["SUMMARY"]): each for each in found.values()}
    assert list(by_summary) == [
        "Phase: Ideen sammeln",
        "Sitzung: Kreistag",
        "Phase: Auswerten; gewichten",
        "Rundgang mit Punkten: Rundgang",
        "Rundgang mit Punkten: Abend",
    ]
    ideas = by_summary["Phase: Ideen sammeln"]
    assert ideas.start == datetime(2023, 6, 12, 8, tzinfo=BERLIN)
    assert str(ideas["DTSTART"].params["TZID"]) == "Europe/Berlin"
    month = by_summary["Phase: Auswerten; gewichten"]
    assert (month.start, month.end) == (date(2023, 7, 1), date(2023, 8, 1))
    session = by_summary["Sitzung: Kreistag"]
    assert (session.start, session.end) == (date(2023, 6, 19), date(2023, 6, 20))
    assert "7.1 Räume online buchen" in str(session["DESCRIPTION"])
    held = found[f"format-{walk}@{village.parts.settings.base_url.partition('://')[2]}"]
    assert (held.start, held["LOCATION"]) == (date(2023, 7, 3), "Kreishaus, Saal 2")
    assert str(held["URL"]).endswith(f"/de/workshops/{walk}")
    called_off = by_summary["Rundgang mit Punkten: Abend"]
    assert called_off["STATUS"] == "CANCELLED"
    assert "Sturm." in str(called_off["DESCRIPTION"])


async def test_what_is_not_public_is_not_in_it_and_it_looks_back(
    village: Village, visits: Visits
) -> None:
    county = a_county(village)
    before = village.log.head().position
    day = village.now.date()
    secret, open_item = (
        deciding.NewAgendaItem(
            body_id=county.council, session=day, number=number, title=title, public=public
        )
        for number, title, public in (("9", "Grundstück", False), ("8", "Haushalt", True))
    )
    deciding.schedule(county.platform, county.secretary, county.process_id, secret)
    assert b"VEVENT" in (first := (await visits.by().file(f"{FILE}?x=1")).content)
    assert "Sitzung" not in first.decode()
    deciding.schedule(county.platform, county.secretary, county.process_id, open_item)
    page = await visits.by().file(f"/en/p/{SLUG}/calendar.ics")
    assert "SUMMARY:Session: Kreistag" in page.text
    assert "8 Haushalt" in page.text
    assert "Grundstück" not in page.text
    then = await visits.by().file(f"{FILE}?as_of={before}")
    assert list(events(then.content)) == list(events(first))
    again = await visits.by().file(f"{FILE}?as_of={before}&x=2")
    assert again.content == then.content
    assert FILE in (await visits.by().open(f"/de/p/{SLUG}")).links
    assert FILE in (await visits.by().open(f"/de/p/{SLUG}/workshops")).links


async def test_its_time_zone_agrees_with_the_clocks_of_berlin(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    calendar = Calendar.from_ical((await visits.by().file(FILE)).content)
    assert isinstance(calendar, Calendar)
    [zone] = calendar.timezones
    told = zone.to_tz()
    for moment in (
        datetime(2023, 3, 26, 1, 59),  # noqa: DTZ001 - local times are what is asked about
        datetime(2023, 3, 26, 3, 1),  # noqa: DTZ001 - as above
        datetime(2024, 1, 15, 8),  # noqa: DTZ001 - as above
        datetime(2030, 7, 1, 8),  # noqa: DTZ001 - as above
    ):
        assert moment.replace(tzinfo=told).utcoffset() == moment.replace(tzinfo=BERLIN).utcoffset()
