"""An honest log of a council and its measures, to be read and attacked."""

from collections.abc import Mapping, Sequence

from tests.verifier.story import BENCH, Story, number, open_story

COUNCIL, UNIT, GOAL, INDICATOR = (number(name) for name in ("council", "unit", "goal", "indicator"))
BUS, SEAT, CABLE, LAND, ROAD = (number(name) for name in ("bus", "seat", "cable", "land", "road"))
YES: Mapping[str, object] = {"present": 40, "result": "unchanged", "votes": [30, 8, 2]}
CHANGED: Mapping[str, object] = {"present": 40, "result": "changed", "votes": [30, 8, 2]}
NO: Mapping[str, object] = {"present": 40, "result": "rejected", "votes": [12, 12, 3]}
DAY = "2026-09-10"
OFFICE = {"by": "office"}
SECRETARY = {"by": "secretary"}
EFFECTS = {"unchanged": "adopted", "changed": "adopted_with_changes", "rejected": "rejected"}


def council_story() -> Story:
    """Return an honest log in which a council decides and measures are carried out."""
    story = open_story()
    _organise(story)
    for measure in (BUS, SEAT, CABLE, LAND, ROAD):
        propose(story, measure)
    decide(story, "bus item", BUS)
    carry_out(story)
    decide(story, "cable item", CABLE, NO)
    _corrected(story)
    _repealed(story)
    _hidden(story)
    _imported(story)
    _strategy(story)
    _answer(story)
    _office(story)
    return story


def _organise(story: Story) -> None:
    body = {"body": COUNCIL, "kind": "council", "seats": 43}
    story.say("organisation.body-defined", {"name": "Kreistag"}, **body, **OFFICE)
    story.say("organisation.unit-defined", {"name": "Fachbereich"}, unit=UNIT, **OFFICE)
    field = {"goal": GOAL, "field": number("play")}
    story.say("goal.defined", {"text": "Mehr Busse"}, **field, **OFFICE)
    aims = {"decimals": 0, "baseline": 120, "target": 400, "ends": DAY}
    words = {"name": "Fahrten", "unit": "am Tag"}
    story.say("goal.indicator-defined", words, indicator=INDICATOR, goal=GOAL, **aims, **OFFICE)
    value = {"indicator": INDICATOR, "value": 150, "on": DAY}
    story.say("goal.value-reported", {"source": "Zählung"}, **value, **OFFICE)
    words = {"programme": "Smart Cities", "number": "19454890", "publicity": "Gefördert"}
    money = {"notice": number("notice"), "amount": 5, "starts": DAY, "ends": DAY}
    story.say("funding.registered", words, **money, **OFFICE)


def _imported(story: Story) -> None:
    """Take over what a town's council decided, its minutes once in contradiction."""
    source = {"by": "system", "source": number("source")}
    town = {"body": number("town council"), **source}
    story.say("organisation.body-imported", {"name": "Gemeinderat"}, kind="council", **town)
    paper = {
        "reference": "2024/7",
        "name": "Radweg",
        "kind": "Antrag",
        "url": "https://example.org",
    }
    for name, doubts in (("path", []), ("lamp", ["contradiction"])):
        item = {"decision": number(name), "session": DAY, "authoritative": True, **town}
        words = {"title": "Radweg", **paper}
        story.say("decision.imported", words, number="3", role="decision", **item)
        said = {"decision": number(name), "result": "unchanged", "by": "system"}
        story.say("decision.result-imported", {"wording": "einstimmig"}, **said)
        votes = {
            "votes": [30, 1, 0] if not doubts else [3, 40, 0],
            **({"doubts": doubts} if doubts else {}),
        }
        story.say("decision.result-imported", {"minutes": "30 Ja"}, **said, **votes)


def profile(name: str) -> dict[str, object]:
    """Return the fields of a profile."""
    fields = {"measure": name, "field": number("play"), "goals": [GOAL], "lead": UNIT}
    return {**fields, "cost": 8, "own": 8, "funding": [], **OFFICE}


def propose(story: Story, measure: str) -> None:
    """Propose and assess a measure."""
    words = {"title": f"Maßnahme {measure[:4]}", "summary": "Was sie bringt."}
    story.say("measure.proposed", words, number="M-04", origin="new", **profile(measure))
    scores = {"scores": [44, 40, 30, 40, 50, 21], "weights": [30, 15, 15, 15, 10, 15]}
    assessed = {"measure": measure, "version": 1, "group": "workshop", "result": 406}
    story.add("measure.assessed", **assessed, **scores, **OFFICE)
    source = {"measure": measure, "kind": "proposal", "source": BENCH}
    story.add("measure.source-linked", **source, share="part", **OFFICE)


def subject(measure: str, version: int = 1) -> list[object]:
    """Return a measure as what is decided on."""
    return ["measure", measure, version]


def schedule(
    story: Story, name: str, *subjects: Sequence[object], public: bool = True, **more: object
) -> dict[str, object]:
    """Put something on the council's agenda; return what its decision says as well."""
    said = {"decision": number(name), "body": COUNCIL, "public": public, "authoritative": True}
    item = {"session": DAY, "number": "7.1", "role": "decision", **said, **SECRETARY}
    named = {"subjects": [list(each) for each in subjects]} if public else {}
    if public:
        words = {"title": "Bürgerbus", "reference": "2026/118"}
        story.say("decision.scheduled", words, **item | named | more)
    else:
        story.add("decision.scheduled", **item | more)
    return {**said, **named, **SECRETARY}


def confirm(story: Story, said: Mapping[str, object], record: Mapping[str, object] = YES) -> None:
    """Confirm a public decision."""
    words = {"text": "Wird beschlossen.", "minutes": "Niederschrift 7"}
    story.say("decision.confirmed", words, **said, record=record)


def submit(story: Story, name: str, measure: str, **more: object) -> None:
    """Hand a measure to the council."""
    submitted = {"measure": measure, "version": 1, "body": COUNCIL, "decision": number(name)}
    story.add("measure.submitted", **submitted | OFFICE | more)


def apply(story: Story, name: str, measure: str, outcome: str = "adopted", **more: object) -> None:
    """Let a decision take effect."""
    applied = {"measure": measure, "version": 1, "decision": number(name), "outcome": outcome}
    story.add("measure.decision-applied", **applied | SECRETARY | more)


def decide(story: Story, name: str, measure: str, record: Mapping[str, object] = YES) -> None:
    """Take a measure from the office through the council."""
    submit(story, name, measure)
    confirm(story, schedule(story, name, subject(measure)), record)
    apply(story, name, measure, EFFECTS[str(record["result"])])


def plan(story: Story, measure: str, **more: object) -> None:
    """Release the plan of a year."""
    entries = [[measure, 1, 4, 40, 25]]
    means = {"year": 2027, "version": 1, "budget": 50, "capacity": 25, "entries": entries}
    story.add("plan.year-released", **means | OFFICE | more)


def carry_out(story: Story) -> None:
    """Plan and begin the bus."""
    bus = {"measure": BUS, **OFFICE}
    plan(story, BUS)
    story.add("measure.planned", slot=[2027, 1, 4, 40], **bus)
    moved = {"old": [2027, 1, 4, 40], "slot": [2027, 2, 4, 40]}
    story.say("measure.replanned", {"reason": "Krankheit"}, **moved, **bus)
    story.add("measure.implementation-started", on=DAY, **bus)
    stone = {"milestone": number("stone"), **bus}
    story.say("measure.milestone-defined", {"title": "Ausschreibung"}, ends=DAY, **stone)
    moved_to = {"old": DAY, "ends": "2026-10-01"}
    story.say("measure.milestone-moved", {"reason": "Ferien"}, **moved_to, **stone)
    story.add("measure.milestone-reached", on=DAY, **stone)
    report = {"percent": 40, "on": DAY, **bus}
    story.say("measure.progress-reported", {"text": "Es stockt."}, light="amber", **report)
    story.say("measure.paused", {"reason": "Winter"}, **bus)
    story.add("measure.resumed", **bus)


def complete(story: Story) -> None:
    """Bring the bus to its end."""
    bus = {"measure": BUS, **OFFICE}
    story.say("measure.completed", {"benefit": "300 Fahrten am Tag"}, starts=DAY, **bus)
    words = {"preconditions": "Ein Bus."}
    story.say("measure.transfer-offered", words, licence="CC-BY-4.0", **bus)


def _corrected(story: Story) -> None:
    decide(story, "seat item", SEAT)
    words = {"reason": "Verzählt.", "minutes": "Niederschrift 8"}
    versions = {"version": 2, "old": YES, "record": CHANGED}
    story.say("decision.corrected", words, decision=number("seat item"), **versions)
    revoke(story, "seat item", SEAT, "correction")
    apply(story, "seat item", SEAT, "adopted_with_changes")
    parked = {"measure": SEAT, "ends": "2026-12-01", **OFFICE}
    story.say("measure.parked", {"reason": "Personal fehlt"}, **parked)
    story.add("measure.planned", measure=SEAT, slot=[2027, 1, 1, 4])
    words = {"reason": "Zu teuer", "lessons": "Früher fragen"}
    story.say("measure.stopped", words, measure=SEAT)


def revoke(story: Story, name: str, measure: str, cause: str) -> None:
    """Take an effect back."""
    effect = {"measure": measure, "version": 1, "decision": number(name), "cause": cause}
    story.add("measure.decision-revoked", **effect, **SECRETARY)


def repeal(story: Story, name: str, by: str) -> None:
    """Take a decision back by another one."""
    both = {"decision": number(name), "by_decision": number(by)}
    story.add("decision.repealed", **both, **SECRETARY)


def _repealed(story: Story) -> None:
    decide(story, "road item", ROAD)
    confirm(story, schedule(story, "other item"))
    repeal(story, "road item", "other item")
    revoke(story, "road item", ROAD, "repeal")
    words = {"title": "Neuer Titel", "summary": "Was sie bringt.", "reason": "Kürzer"}
    story.say("measure.profile-updated", words, version=2, **profile(ROAD))
    story.add("measure.prioritised", measure=ROAD, priority="high", rank=1, **OFFICE)
    asked = {"measure": ROAD, "statement": number("statement")}
    story.add("measure.statement-requested", **asked, unit=UNIT, ends=DAY, **OFFICE)
    story.say("measure.statement-filed", {"text": "Gern."}, **asked, stance="agrees", **OFFICE)
    unlinked = {"measure": ROAD, "kind": "proposal", "source": BENCH}
    story.say("measure.source-unlinked", {"reason": "Irrtum"}, **unlinked, **OFFICE)
    schedule(story, "late item", subject(ROAD, 2))
    words = {"reason": "Zu voll"}
    story.commit("decision.postponed", words, decision=number("late item"), **SECRETARY)


def replaced(story: Story) -> None:
    """Defer a measure, then adopt it: what the first decision was no longer matters."""
    late = number("late measure")
    deferred = {"present": 40, "result": "deferred"}
    propose(story, late)
    submit(story, "first reading", late)
    confirm(story, schedule(story, "first reading", subject(late)), deferred)
    story.release(
        "due", [story.vote(f"reader {n}", BENCH, "given", "support", tv=4) for n in range(10)]
    )
    apply(story, "first reading", late, "deferred")
    decide(story, "second reading", late)
    words = {"reason": "Verzählt.", "minutes": "Niederschrift 9"}
    noted = {"present": 40, "result": "acknowledged"}
    versions = {"version": 2, "old": deferred, "record": noted}
    story.say("decision.corrected", words, decision=number("first reading"), **versions)
    referred = {"present": 40, "result": "referred"}
    correct(story, "first reading", noted, referred, 3)
    repeal(story, "first reading", "other item")


def correct(
    story: Story, name: str, old: Mapping[str, object], new: Mapping[str, object], version: int = 2
) -> None:
    """Say that the minutes of a decision read otherwise."""
    words = {"reason": "Verzählt.", "minutes": "Niederschrift 9"}
    versions = {"version": version, "old": old, "record": new}
    story.say("decision.corrected", words, decision=number(name), **versions)


def corrected_at_work(story: Story) -> None:
    """Correct the minutes on a measure that is planned, worked on, and completed."""
    mill = number("mill")
    words = {"measure": mill, **OFFICE}
    propose(story, mill)
    decide(story, "mill item", mill)
    story.add("measure.planned", slot=[2027, 1, 4, 40], **words)
    correct(story, "mill item", YES, CHANGED)
    apply(story, "mill item", mill, "adopted_with_changes")
    story.add("measure.implementation-started", on=DAY, **words)
    correct(story, "mill item", CHANGED, YES, 3)
    apply(story, "mill item", mill)
    story.say("measure.completed", {"benefit": "Mehl"}, starts=DAY, **words)
    correct(story, "mill item", YES, NO, 4)
    revoke(story, "mill item", mill, "correction")
    apply(story, "mill item", mill, "rejected")
    story.say("measure.transfer-offered", {"preconditions": "Wind"}, licence="CC0-1.0", **words)


def deferred_at_work(story: Story) -> None:
    """Find that a measure was deferred which is worked on, and adopt it after all."""
    ferry = number("ferry")
    words = {"measure": ferry, **OFFICE}
    propose(story, ferry)
    decide(story, "ferry item", ferry)
    story.add("measure.planned", slot=[2027, 1, 4, 40], **words)
    story.add("measure.implementation-started", on=DAY, **words)
    correct(story, "ferry item", YES, {"present": 40, "result": "deferred"})
    revoke(story, "ferry item", ferry, "correction")
    apply(story, "ferry item", ferry, "deferred")
    decide(story, "second ferry item", ferry)
    story.add("measure.implementation-started", on=DAY, **words)


def partner_after_the_lead(story: Story) -> None:
    """Let a village decide for itself on what the county has rejected meanwhile."""
    village, weir = "072310090502", number("weir")
    own = "weir item of the village"
    propose(story, weir)
    submit(story, own, weir, territory=village)
    decide(story, "weir item", weir, NO)
    said = schedule(story, own, subject(weir), territory=village)
    confirm(story, {**said, "territory": village})
    apply(story, own, weir, territory=village)


CORRECTED = (replaced, corrected_at_work, deferred_at_work, partner_after_the_lead)
"""Honest ends of a log in which councils correct themselves, or decide late."""


def hidden(story: Story) -> dict[str, object]:
    """Let the council decide behind closed doors; return what the decision says in public."""
    submit(story, "land item", LAND)
    said = schedule(story, "land item", public=False)
    story.add("decision.confirmed", **said)
    apply(story, "land item", LAND)
    return {key: value for key, value in said.items() if key != "public"}


def publish(story: Story, said: Mapping[str, object], **more: object) -> None:
    """Let everybody read what was decided behind closed doors."""
    fields = {"version": 1, "subjects": [subject(LAND)], "record": YES, **said}
    story.say("decision.published", {"text": "Grundstück wird gekauft."}, **fields | more)


def _hidden(story: Story) -> None:
    publish(story, hidden(story))


def draft(story: Story) -> None:
    """Draft a mission of one paragraph."""
    words = {"paragraph": "Wir teilen."}
    index = story.say("mission.drafted", words, version=1, **OFFICE)
    entry = story.entries[index]
    commitments = entry.pop("c")
    assert isinstance(commitments, dict)
    entry["paragraphs"] = [[number("paragraph"), commitments["paragraph"]]]


def publish_strategy(story: Story, **more: object) -> None:
    """Publish a version of the strategy."""
    fields = {"version": 1, "mission": 1, "decision": number("strategy item")}
    frozen = {"document": "ab" * 32, "measures": [[BUS, 1]], **OFFICE}
    story.add("strategy.published", **fields | frozen | more)


def _strategy(story: Story) -> None:
    draft(story)
    confirm(story, schedule(story, "mission item", ["mission", number("mission"), 1]))
    story.add("mission.adopted", version=1, decision=number("mission item"), **OFFICE)
    confirm(story, schedule(story, "strategy item", ["strategy", number("strategy"), 1]))
    publish_strategy(story)
    story.add("strategy.report-published", year=2026, document="cd" * 32, **OFFICE)
    story.say("strategy.revision-started", {"reason": "Neuer Zyklus"}, **OFFICE)


def _answer(story: Story) -> None:
    given = {"q": BENCH, "unit": UNIT, **OFFICE}
    story.say("answer.given", {"text": "Teils."}, verdict="partly", **given)
    words = {"text": "Gern.", "reason": "Neu geprüft"}
    story.say("answer.revised", words, verdict="accepted", version=2, **given)
    done = {"q": BENCH, "measure": BUS, **OFFICE}
    story.say("answer.outcome-reported", {"text": "Sie stehen."}, **done)


def _office(story: Story) -> None:
    facts = {"kind": "project", "status": "running"}
    for name, source in (("cafe", "citizen"), ("club", "company"), ("app", "office")):
        tell = story.say if source == "office" else story.commit
        tell("inventory.recorded", {"title": name}, item=number(name), source=source, **facts)
    words = {"title": "app", "reason": "Neu"}
    story.commit("inventory.changed", words, item=number("app"), version=2, **facts)
    story.add("inventory.accepted", item=number("cafe"))
    story.commit("inventory.refused", {"reason": "Werbung"}, item=number("club"))
    story.add("inventory.classified", item=number("cafe"), field=number("play"), maturity=2)
    words = {"gap": "Abends fehlt etwas", "text": "Abendkurse"}
    for name in ("course", "tower"):
        story.say("recommendation.made", words, recommendation=number(name), items=[])
    taken = {"recommendation": number("course"), "measure": BUS}
    story.add("recommendation.taken-up", **taken)
    words = {"reason": "Zu teuer"}
    story.say("recommendation.dropped", words, recommendation=number("tower"))
    for name in ("walk", "talk"):
        words = {"title": name, "place": "Foyer"}
        held = {"workshop": number(name), "kind": "workshop", "on": DAY}
        story.say("format.scheduled", words, **held)
    story.say("format.cancelled", {"reason": "Sturm"}, workshop=number("talk"))
    for end in ("discarded", "confirmed"):
        came = {"workshop": number("walk"), "attendance": 120, "dots": [[BUS, 31]]}
        story.commit("format.result-recorded", {"summary": "Voll"}, **came)
        if end == "discarded":
            words = {"reason": "Verzählt"}
            story.commit("format.result-discarded", words, workshop=number("walk"))
    story.add("format.result-confirmed", workshop=number("walk"))
    words = {"title": "Pegel", "hypothesis": "Früher gewarnt", "area": "{}"}
    story.say("lab.opened", words, lab=number("lab"), starts=DAY, ends=DAY)
    moved = {"lab": number("lab"), "old": DAY, "ends": "2026-10-01"}
    story.say("lab.extended", {"reason": "Hochwasser"}, **moved)
    story.say("lab.evaluated", {"evidence": "Ja"}, lab=number("lab"), outcome="scale")
    words = {"title": "Unser Dorf", "summary": "Was soll anders werden?", "lead": "Zimmer 12"}
    story.say("process.described", words)
