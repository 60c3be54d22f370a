"""The demo content: complete, consistent with itself and with the rules it will meet."""

import re
from collections import Counter
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import get_args

import msgspec
import pytest

from api.demo import content_types as ct
from api.demo import load, opinions, supports, timeline
from api.demo.pieces import Piece

CONTENT = load()
PEOPLE = {person.key: person for person in CONTENT.people}
IDEAS = {idea.key: idea for idea in CONTENT.ideas}
COMMENTS = {comment.key: comment for comment in CONTENT.comments}
PROCESSES = {process.key: process for process in CONTENT.processes}
MAIN = PROCESSES["gemeinsam-digital"]
FILES = [file for file in (files("api.demo") / "content").iterdir() if file.name.endswith(".toml")]

TITLES = """Abendbus auf Knopfdruck · Mitfahrbänke mit Anzeige · Lastenrad am Rathaus leihen ·
Fahrplan in einfacher Sprache · Ladesäule am Sportplatz · Baustellenkarte für Schulwege ·
Homeoffice-Platz im alten Schulhaus · Hofläden auf einer Karte ·
Lieferungen für Dörfer bündeln · Amtstermin ohne Umwege buchen ·
Gewerbeanmeldung verständlich erklärt · Handykurs im Seniorencafé ·
Programmierclub für Mädchen · Leih-Tablets in der Bücherei · Abend gegen Falschmeldungen ·
WLAN im Gemeindehaus · Lernvideos auf Platt · Ein Kalender für alle Vereine ·
Ratssitzung zum Mithören · Werkzeug im Ort teilen · Ideenkasten aus Holz mit QR-Code ·
Jugend stimmt über den Bolzplatz ab · Leerstände melden und beleben ·
Hochwasserwarnung auch aufs Festnetz · Straßenlicht nachts auf Wunsch ·
Baumpatenschaft per Karte · Wasserverbrauch der Orte vergleichen ·
Videosprechstunde mit Helferin · Medikamente ins Dorf bringen ·
Pflegetelefon mit echtem Menschen"""


def steps_of(subject: str) -> list[ct.ModerationStep]:
    return [step for step in CONTENT.moderation if step.subject == subject]


def end_of(process: ct.Process, phase: ct.Phase) -> datetime:
    return max([phase.ends, *(e.new_end for e in process.extensions if e.phase == phase.key)])


def open_phase(at: datetime, feature: ct.Feature, process: ct.Process = MAIN) -> ct.Phase:
    for phase in process.phases:
        if phase.starts <= at <= end_of(process, phase) and feature in phase.features:
            return phase
    raise AssertionError(f"{feature} at {at}: no phase allows it")


def in_office_hours(at: datetime) -> bool:
    hours = CONTENT.office_hours
    return at.weekday() < 5 and hours.from_hour <= at.hour < hours.until_hour


def first_decision(idea: ct.Idea) -> datetime | None:
    """The first moment a moderator answered the author, whatever the answer."""
    if idea.review is not None:
        return idea.review.at
    decided = [s.at for s in steps_of(f"idea:{idea.key}") if isinstance(s, ct.Decide)]
    return min(decided, default=None)


def public_from(idea: ct.Idea) -> datetime | None:
    if idea.review is not None:
        return idea.review.at
    for step in steps_of(f"idea:{idea.key}"):
        if isinstance(step, ct.Decide) and step.outcome == "publish":
            return step.at
        if isinstance(step, ct.DecideAppeal) and step.outcome == "overturned":
            return step.at
    return None


def supported_until(idea: ct.Idea) -> datetime:
    merges = [s.at for s in steps_of(f"idea:{idea.key}") if isinstance(s, ct.Merge)]
    withdrawn = [idea.withdrawn.at] if idea.withdrawn else []
    phase = open_phase(idea.submitted_at, "submit") if idea.paper is None else MAIN.phases[2]
    return min([*merges, *withdrawn, end_of(MAIN, phase)])


def visible_from(comment: ct.Comment) -> datetime:
    return comment.review.at if comment.review else comment.at


def test_the_thirty_ideas_carry_the_titles_of_the_design() -> None:
    numbered = {idea.number: idea.title for idea in CONTENT.ideas if idea.number}
    expected = " ".join(TITLES.split()).split(" · ")
    assert [numbered[number] for number in range(1, 31)] == expected


def test_there_is_enough_of_everything() -> None:
    roles = Counter(person.role for person in CONTENT.people)
    assert roles == {
        "citizen": 42, "organisation": 2, "clerk": 4, "moderator": 3, "office": 3,
        "secretary": 2, "auditor": 1, "privacy": 1, "admin": 1,
    }  # fmt: skip
    assert len(CONTENT.action_fields) == 6
    assert Counter(place.kind for place in CONTENT.territories) == {
        "district": 1, "collective_municipality": 4, "town": 4, "municipality": 1, "village": 19,
    }  # fmt: skip
    assert len(CONTENT.comments) >= 70
    assert len(CONTENT.statements) == 12
    assert {person.role for person in CONTENT.people if person.one_click} == set(roles)
    assert PEOPLE["anna-beispiel"].one_click


@pytest.mark.parametrize("idea", [i for i in CONTENT.ideas if i.number], ids=lambda i: i.key)
def test_a_numbered_idea_is_a_text_of_real_length(idea: ct.Idea) -> None:
    assert 400 <= len(idea.body) <= 1200
    assert "\n\n" in idea.body
    assert all(len(version.body) >= 400 for version in idea.versions)


def test_keys_are_unique() -> None:
    keyed: tuple[tuple[Piece, ...], ...] = (
        CONTENT.processes, CONTENT.action_fields, CONTENT.territories, CONTENT.organisations,
        CONTENT.people, CONTENT.ideas, CONTENT.comments, CONTENT.statements,
    )  # fmt: skip
    for pieces in keyed:
        keys = [msgspec.to_builtins(piece)["key"] for piece in pieces]
        assert len(keys) == len(set(keys))
    emails = [person.email for person in CONTENT.people if person.email]
    assert len(emails) == len(set(emails)) == len(CONTENT.people) - 1
    for texts in ([c.text for c in CONTENT.comments], [i.title for i in CONTENT.ideas]):
        assert len(texts) == len(set(texts))


def test_territories_form_one_tree_of_official_keys() -> None:
    known = {"07231"}
    assert CONTENT.territories[0].parent is None
    for place in CONTENT.territories[1:]:
        assert place.parent in known
        assert place.key.startswith(place.parent or "?")
        known.add(place.key)
    assert {person.territory for person in CONTENT.people} <= known
    assert {idea.territory for idea in CONTENT.ideas} <= known
    assert {process.territory for process in CONTENT.processes} == {"07231"}
    assert {rule.within for rule in CONTENT.support_rules} - {None} <= known


def test_references_resolve() -> None:
    fields = {field.key for field in CONTENT.action_fields}
    assert {idea.action_field for idea in CONTENT.ideas} == fields
    assert {key for process in CONTENT.processes for key in process.action_fields} == fields
    assert {entry.action_field for entry in CONTENT.statements} <= fields
    assert {person.organisation for person in CONTENT.people} - {None} == {
        organisation.key for organisation in CONTENT.organisations
    }
    for comment in CONTENT.comments:
        assert comment.idea in IDEAS
        if comment.reply_to:
            assert COMMENTS[comment.reply_to].idea == comment.idea
    subjects = {f"idea:{key}" for key in IDEAS} | {f"comment:{key}" for key in COMMENTS}
    assert {step.subject for step in CONTENT.moderation} <= subjects
    assert set(CONTENT.unreviewed) <= subjects


def test_everybody_acts_in_a_fitting_role_after_registering() -> None:
    acting: list[tuple[str, set[str], datetime]] = []
    everyone = {"citizen", "organisation", "office", "clerk"}
    for idea in CONTENT.ideas:
        acting.append((idea.author, {"citizen"}, idea.submitted_at))
        if idea.review:
            acting.append((idea.review.by, {"moderator"}, idea.review.at))
        if idea.paper:
            acting.append((idea.paper.recorded_by, {"clerk"}, idea.paper.recorded_at))
            acting.append((idea.paper.confirmed_by, {"clerk"}, idea.paper.confirmed_at))
            assert idea.paper.recorded_by != idea.paper.confirmed_by
    for comment in CONTENT.comments:
        acting.append((comment.author, everyone, comment.at))
        if comment.review:
            acting.append((comment.review.by, {"moderator"}, comment.review.at))
    for entry in CONTENT.statements:
        acting.append((entry.author, {"citizen", "organisation"}, entry.submitted_at))
        acting.append((entry.review.by, {"moderator"}, entry.review.at))
    for process in CONTENT.processes:
        acting += [(e.by, {"office"}, e.at) for e in process.extensions]
        acting.append((process.opened_by, {"office"}, process.opened_at))
    for step in CONTENT.moderation:
        public = isinstance(step, ct.Report | ct.Appeal)
        acting.append((step.by, {"citizen"} if public else {"moderator"}, step.at))
    for key, roles, at in acting:
        person = PEOPLE[key]
        assert person.role in roles, key
        assert person.registered_at < at < (person.erased_on or CONTENT.ends_at), key


def test_phases_follow_each_other_and_the_last_stays_open() -> None:
    for process in CONTENT.processes:
        ends = [end_of(process, phase) for phase in process.phases]
        starts = [phase.starts for phase in process.phases]
        assert process.opened_at < starts[0]
        assert all(start < end for start, end in zip(starts, ends, strict=True))
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))
        assert ends[-1].year == 2030
    assert {phase.kind for phase in MAIN.phases} == set(get_args(ct.PhaseKind))
    [extension] = MAIN.extensions
    assert extension.at < MAIN.phases[2].ends < extension.new_end


def test_ideas_and_comments_fall_into_a_phase_that_allows_them() -> None:
    for idea in CONTENT.ideas:
        if idea.paper:
            last_day = end_of(MAIN, MAIN.phases[2]).date()
            assert idea.paper.received_on == last_day
            assert idea.submitted_at.date() - last_day == timedelta(days=2)
        else:
            open_phase(idea.submitted_at, "submit")
    for comment in CONTENT.comments:
        open_phase(comment.at, "comment")
        since = public_from(IDEAS[comment.idea])
        assert since is not None
        assert since < comment.at, comment.key
        if comment.reply_to:
            assert visible_from(COMMENTS[comment.reply_to]) < comment.at, comment.key
    for entry in CONTENT.statements:
        open_phase(entry.submitted_at, "submit", PROCESSES["klimadialog"])


def test_comments_are_held_back_exactly_where_the_phase_says_so() -> None:
    for comment in CONTENT.comments:
        mode = open_phase(comment.at, "comment").moderation
        held = mode == "pre" or (mode == "hybrid" and not in_office_hours(comment.at))
        assert held == (comment.review is not None), comment.key
        if comment.review:
            assert comment.at < comment.review.at
            assert in_office_hours(comment.review.at), comment.key


def test_every_first_case_is_reviewed_decided_or_still_open() -> None:
    for idea in CONTENT.ideas:
        waiting = f"idea:{idea.key}" in CONTENT.unreviewed
        assert waiting == (first_decision(idea) is None), idea.key
    assert len(CONTENT.unreviewed) == 3


def test_decisions_come_by_the_next_working_day_but_one_is_overdue() -> None:
    late = []
    for idea in CONTENT.ideas:
        due = idea.submitted_at + timedelta(days=1)
        while due.weekday() >= 5:
            due += timedelta(days=1)
        end_of_day = datetime.combine(due, time(23, 59), due.tzinfo)
        if (first_decision(idea) or CONTENT.ends_at) > end_of_day:
            late.append(idea.key)
    assert late == ["funkloch-melder"]


def test_moderation_keeps_its_own_rules() -> None:
    for subject in {step.subject for step in CONTENT.moderation}:
        steps = steps_of(subject)
        kind, key = subject.split(":")
        piece = IDEAS[key] if kind == "idea" else COMMENTS[key]
        assert [s.at for s in steps] == sorted(s.at for s in steps)
        deciders = {s.by for s in steps if isinstance(s, ct.Decide)}
        reviewers = {s.by for s in steps if isinstance(s, ct.AssignAppeal | ct.DecideAppeal)}
        assert not deciders & reviewers
        assert piece.author not in deciders | reviewers
        assert {s.by for s in steps if isinstance(s, ct.Appeal)} <= {piece.author}
        for earlier, step in zip([None, *steps], steps, strict=False):
            if isinstance(step, ct.Decide):
                assert isinstance(earlier, ct.Claim | ct.Note)
                assert earlier.by == step.by
                assert bool(step.rules) == (step.outcome in {"reject", "hide", "return"})
                text = piece.body if isinstance(piece, ct.Idea) else piece.text
                assert (step.quoted or "") in text


def test_the_promised_edge_cases_are_there() -> None:
    decided = {
        (s.subject, s.outcome, s.rules) for s in CONTENT.moderation if isinstance(s, ct.Decide)
    }
    assert {
        ("idea:fussball-buergerhaus", "reject", ("HR07",)),
        ("idea:glasfaser-angebot", "reject", ("HR05",)),
        ("idea:ruhezeiten", "return", ("HR04",)),
        ("idea:ruhezeiten", "publish", ()),
        ("idea:landesstrasse-anzeige", "publish", ()),
        ("idea:buergerbus-zeitung", "return", ("HR08",)),
        ("comment:homeoffice-4", "hide", ("HR01",)),
        ("comment:ratssitzung-2", "no_action", ()),
    } <= decided
    appeals = [(s.subject, s.outcome) for s in CONTENT.moderation if isinstance(s, ct.DecideAppeal)]
    assert appeals == [("idea:erst-zuhoeren", "overturned"), ("comment:homeoffice-4", "upheld")]
    merges = [s.into for s in CONTENT.moderation if isinstance(s, ct.Merge)]
    assert merges == ["mitfahrbank", "mitfahrbank"]
    assert [s.subject for s in CONTENT.moderation if isinstance(s, ct.Release)] == [
        "idea:leih-tablets"
    ]
    assert [i.key for i in CONTENT.ideas if i.withdrawn] == ["parkplatz-ampel"]
    assert [p.key for p in CONTENT.people if p.erased_on] == ["wolfgang-ehlscheid"]
    assert [c.key for c in CONTENT.comments if c.withdrawn_at] == ["lieferungen-2"]
    assert "Querbach" not in IDEAS["ruhezeiten"].versions[0].body


def test_supports_fit_the_ideas_they_are_for() -> None:
    standing: Counter[str] = Counter()
    given: dict[tuple[str, str], bool] = {}
    for act in supports(CONTENT):
        idea, citizen = IDEAS[act.idea], PEOPLE[act.citizen]
        since = public_from(idea)
        assert since is not None
        assert since < act.at < supported_until(idea), act
        assert citizen.role == "citizen"
        assert citizen.registered_at < act.at < (citizen.erased_on or CONTENT.ends_at), act
        assert act.citizen != idea.author
        assert given.get((act.idea, act.citizen), False) != act.given, act
        given[act.idea, act.citizen] = act.given
        standing[act.idea] += 1 if act.given else -1
    counts = set(standing.values())
    assert standing["abendbus"] == max(counts) == 34
    assert len([count for count in counts if count >= 3]) >= 15
    edited_at = IDEAS["abendbus"].versions[0].at
    assert any(act.at < edited_at for act in supports(CONTENT) if act.idea == "abendbus")


def test_opinions_are_never_about_own_or_later_statements() -> None:
    statements = {entry.key: entry for entry in CONTENT.statements}
    latest: dict[tuple[str, str], str | None] = {}
    for act in opinions(CONTENT):
        entry = statements[act.statement]
        assert entry.review.at < act.at < CONTENT.ends_at
        assert entry.author != act.citizen
        assert PEOPLE[act.citizen].registered_at < act.at
        answer = (act.statement, act.citizen)
        assert latest.get(answer) != act.value, act
        latest[answer] = act.value
    for key in statements:
        values = Counter(value for (entry, _), value in latest.items() if entry == key)
        assert values.total() >= 20, key
        assert min(values["agree"], values["disagree"], values["pass"]) > 0, key
    assert {act.value for act in opinions(CONTENT)} == {"agree", "disagree", "pass", None}


def test_the_timeline_is_ordered_stable_and_ends_in_time() -> None:
    happenings = timeline(CONTENT)
    moments = [happening.at for happening in happenings]
    assert moments == sorted(moments)
    assert moments[-1] < CONTENT.ends_at
    assert happenings == timeline(load())
    assert {happening.at.year for happening in happenings} == {2023, 2024, 2026}


def test_an_impossible_rule_is_refused() -> None:
    rule = msgspec.structs.replace(CONTENT.support_rules[0], count=40, within="072315006")
    content = msgspec.structs.replace(CONTENT, support_rules=(rule,))
    with pytest.raises(ValueError, match="abendbus: 40 citizens wanted"):
        supports(content)


@pytest.mark.parametrize(
    "change",
    [
        {"email": "anna@example.com"},
        {"role": "mayor"},
        {"surprise": 1},
        {"registered_at": datetime(2023, 6, 1)},  # noqa: DTZ001 - a time without zone is the case
    ],
)
def test_a_person_of_another_shape_is_refused(change: dict[str, object]) -> None:
    anna = {**msgspec.to_builtins(PEOPLE["anna-beispiel"]), **change}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(anna, ct.Person, strict=True)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_content_file_is_short_and_names_no_real_address(file: object) -> None:
    text = (files("api.demo") / "content" / file.name).read_text(encoding="utf-8")  # type: ignore[attr-defined] # pathlib or zip path
    assert len(text.splitlines()) <= 400
    assert set(re.findall(r"@([\w.-]+\w)", text)) <= {"beispiel.example"}
    assert all(host.endswith(".example") for host in re.findall(r"(?:www\.|//)([\w.-]+\w)", text))
