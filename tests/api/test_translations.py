"""The interface speaks English in full, and has a word for every code of the domain."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_args

import pytest
from babel.messages.extract import extract_from_file

import api
import domain
from api.pages import vocabulary
from api.translations import LANGUAGES, translations
from domain import audits, codes, people
from domain.catalogue import EVENTS
from domain.messages import Refusal
from projections.audit import KINDS
from projections.audit.facts import PROPERTIES

API = Path(api.__file__).parent
TAG = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
Message = str | tuple[str, ...]


def sentences() -> Iterator[tuple[str, Message]]:
    """Yield every German sentence of the interface with the file it stands in."""
    for path in sorted(API.rglob("*.html")):
        for _, message, _, _ in extract_from_file(
            "jinja2.ext:babel_extract", path, options={"encoding": "utf-8"}
        ):
            yield path.name, message
    for path in sorted([*(API / "pages").rglob("*.py"), *(API / "documents").glob("*.py")]):
        for _, message, _, _ in extract_from_file("python", path, keywords={"N_": None}):
            yield path.name, message


def translated(message: Message) -> list[str | None]:
    """Return the English of a sentence, or of both its forms; None where there is none."""
    known: dict[Any, str] = translations("en")._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - gettext offers no other way to ask whether a translation exists
    if isinstance(message, tuple):
        return [known.get((message[0], form)) for form in (0, 1)]
    return [known.get(message) or known.get((message, 0))]


def forms(message: Message) -> tuple[str, ...]:
    """Return the German forms of a sentence."""
    return message if isinstance(message, tuple) else (message,)


def test_there_is_something_to_translate() -> None:
    assert len(set(sentences())) > 600


def test_every_sentence_has_its_english() -> None:
    missing = {(file, message) for file, message in sentences() if not all(translated(message))}
    assert missing == set()


def test_english_names_the_same_things_as_german() -> None:
    different = {
        (file, message)
        for file, message in sentences()
        for german, english in zip(forms(message), translated(message), strict=True)
        if set(PLACEHOLDER.findall(german)) != set(PLACEHOLDER.findall(english or ""))
    }
    assert different == set()


def test_english_ends_as_german_does() -> None:
    different = {
        (file, german, english)
        for file, message in sentences()
        for german, english in zip(forms(message), translated(message), strict=True)
        if (german[-1] in ".:?!" or (english or "")[-1:] in ".:?!")
        and german[-1] != (english or "")[-1:]
    }
    assert different == set()


def test_english_is_set_with_its_own_quotation_marks() -> None:
    straight = {
        (file, english)
        for file, message in sentences()
        for english in translated(message)
        if set("\"'") & set(TAG.sub("", english or ""))
    }
    assert straight == set()


def test_german_answers_every_sentence_as_it_is() -> None:
    assert translations("de").gettext("Idee einreichen") == "Idee einreichen"
    assert translations("en").gettext("Idee einreichen") == "Submit an idea"


def test_a_language_nobody_translated_is_refused() -> None:
    assert LANGUAGES == ("de", "en")
    with pytest.raises(ValueError, match="fr"):
        translations("fr")


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_has_a_sentence(topic: str) -> None:
    name = topic.partition("/")[0]
    assert vocabulary.word("event", name) != name


@pytest.mark.parametrize(
    ("kind", "vocabulary_of"),
    [
        ("role", people.Role),
        ("rule", codes.RuleCode),
        ("rule_hint", codes.RuleCode),
        ("choice", codes.Choice),
        ("choice_act", codes.Choice),
        ("stance", codes.Stance),
        ("feature", codes.Feature),
        ("phase_kind", codes.PhaseKind),
        ("level", codes.ParticipationLevel),
        ("level_hint", codes.ParticipationLevel),
        ("moderation", codes.ModerationMode),
        ("withdrawal", codes.WithdrawalReason),
        ("verification", people.Level),
        ("question", codes.Question),
        ("subject", codes.SubjectKind),
        ("audit_scope", audits.Scope),
        ("severity", audits.Severity),
        ("finding_state", audits.FindingStatus),
    ],
)
def test_every_code_of_the_domain_has_a_word(kind: str, vocabulary_of: object) -> None:
    unnamed = [code for code in get_args(vocabulary_of) if not vocabulary.word(kind, code)]
    assert get_args(vocabulary_of)
    assert unnamed == []


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_of_the_trail_has_a_word(name: str) -> None:
    assert vocabulary.word("property", name)
    words = PROPERTIES[name].words
    assert words is None or vocabulary.TERMS[words]


def test_every_object_of_the_trail_has_a_word() -> None:
    concepts = {kind.concept for kind in KINDS.values()}
    assert concepts - set(vocabulary.TERMS["subject"]) == set()


@pytest.mark.parametrize(
    ("kind", "code", "english"),
    [
        ("property", "moderation", "Moderation"),
        ("subject", "audit", "Audit"),
        ("subject", "plan", "Annual plan"),
        ("verdict", "forwarded", "Passed on"),
        ("idea_answer", "forwarded", "passed on"),
        ("measure_state", "deferred", "deferred"),
        ("proposal_state", "rejected", "Rejected"),
        ("comment_state", "refused", "Not approved"),
    ],
)
def test_english_keeps_apart_what_german_calls_by_one_word(
    kind: str, code: str, english: str
) -> None:
    assert translations("en").gettext(vocabulary.word(kind, code)) == english


def test_an_unknown_event_is_shown_by_its_topic() -> None:
    assert vocabulary.word("event", "something.unheard-of") == "something.unheard-of"


def refusals(kind: type[Refusal] = Refusal) -> Iterator[str]:
    """Yield the name of every refusal the domain knows."""
    for more in kind.__subclasses__():
        yield more.__name__
        yield from refusals(more)


def test_every_refusal_says_what_is_so_and_what_to_do() -> None:
    for module in walk_packages(domain.__path__, "domain."):
        import_module(module.name)
    of_the_domain = {name for name in refusals() if not name.startswith("_")}
    assert "OwnProposal" in of_the_domain
    assert of_the_domain - set(vocabulary.REFUSALS) == set()


def test_an_unknown_refusal_still_says_what_to_do() -> None:
    text = vocabulary.refusal("SomethingNobodyWroteATextFor")
    assert text == vocabulary.UNKNOWN_REFUSAL
