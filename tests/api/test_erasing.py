"""Erasures are carried out once, wholly, and also by a job that was killed anywhere."""

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from adapters.mail import OutboxMailer
from api.cli import gemeinsam
from api.erasing import Erasing
from api.proofs import Proof
from api.running import erasing_of
from api.wiring import Parts
from domain import participants
from domain.erasure import ContentErased, history_of
from domain.messages import ContentRef
from domain.people import PersonRef, UnknownPerson
from domain.use_cases import accounts
from domain.use_cases.erasing import Text, Wish, record_erasure, written_in
from projections import feed
from tests.api.erasures import DELAY, ask, carry_out, erased_refs, idea_of_ana, left, refs_of
from tests.api.pages.village import Village, a_village


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    with a_village(folder) as opened:
        yield opened


def test_nothing_happens_before_its_time_and_a_cancelled_one_never(village: Village) -> None:
    idea_of_ana(village)
    token = ask(village, Wish(texts="all"))
    village.later(hours=71)
    assert carry_out(village) == 0
    cancelled = village.parts.identity.erasures.cancel(token)
    assert cancelled is not None
    village.later(hours=2)
    assert carry_out(village) == 0
    assert village.parts.identity.accounts.by_person(village.person("ana")) is not None
    assert erased_refs(village.parts) == set()


def test_a_second_request_is_the_first_one(village: Village) -> None:
    village.person("ana")
    first = ask(village, Wish(texts="all"))
    assert ask(village, Wish(texts="none")) == first


def test_an_account_goes_with_all_its_texts_and_its_votes_stay(village: Village) -> None:
    idea = idea_of_ana(village)
    ana = village.person("ana")
    refs = set(village.vault.items_of(ana))
    token = ask(village, Wish(texts="all"))
    before = numbers(village)
    village.later(hours=73)
    assert carry_out(village) == 1
    assert erased_refs(village.parts) == refs
    assert len(refs) == 3
    assert village.log.ciphertexts(refs) == {}
    assert village.vault.keys(refs) == {}
    assert village.vault.owned(ana) == ()
    assert village.vault.owner(idea) is None
    with pytest.raises(UnknownPerson):
        village.vault.recall_number(ana, village.process_id, idea)
    assert village.parts.identity.erasures.of(ana) is None
    assert numbers(village) == before
    assert list(village.log.check())[-1] == village.log.head().position
    body = village.parts.identity.erasures.proof(token, village.now)
    assert body is not None
    proof = msgspec.json.decode(body, type=Proof)
    assert {each.commitment for each in proof.texts} == refs
    for each in proof.texts:
        assert village.log.at([each.position])[0].stream == history_of(each.commitment)
    assert proof.last_vault_backup_ends == (village.now + timedelta(days=30)).date()


def test_only_the_link_to_the_name_goes_and_the_texts_stay(village: Village) -> None:
    idea = idea_of_ana(village)
    ana = village.person("ana")
    refs = set(village.vault.items_of(ana))
    ask(village, Wish(texts="none"))
    village.later(hours=73)
    assert carry_out(village) == 1
    assert erased_refs(village.parts) == set()
    assert len(village.parts.texts.open(refs)) == 3
    assert village.vault.items_of(ana) == ()
    assert village.vault.owner(idea) is None


def test_some_texts_go_and_the_account_stays(village: Village) -> None:
    idea = idea_of_ana(village)
    ana = village.person("ana")
    refs = set(village.vault.items_of(ana))
    ask(village, Wish(account=False, texts="some", subjects=(idea,)))
    village.later(hours=73)
    assert carry_out(village) == 1
    gone = erased_refs(village.parts)
    assert len(gone) == 2
    assert set(village.vault.items_of(ana)) == refs - gone
    assert village.parts.identity.accounts.by_person(ana) is not None
    assert village.parts.identity.sessions.of(ana, village.now)


def test_whoever_was_erased_cannot_vote_a_second_time(village: Village) -> None:
    idea_of_ana(village)
    ask(village, Wish())
    village.later(hours=73)
    carry_out(village)
    again = village.parts.identity.accounts.register(
        PersonRef(village.new_id()), email="ana@beispiel.example", of_age=True, at=village.now
    )
    with pytest.raises(Exception, match="AlreadyVotedUnderAnotherAccount"):
        village.vault.voter_number(again.person, village.process_id, village.new_id())


def test_staff_lose_their_roles_first(village: Village) -> None:
    moderator = village.person("moderator")
    standing = accounts.standing(village.platform, moderator)
    account = standing.account.id
    ask(village, Wish(), "moderator")
    village.later(hours=73)
    carry_out(village)
    assert account is not None
    history = village.log.read(participants.history_of(account))
    assert type(history[-1]).__name__ == "RoleRevoked"


def test_the_last_mail_goes_out_before_the_address_does(village: Village) -> None:
    idea_of_ana(village)
    token = ask(village, Wish(texts="all"))
    village.later(hours=73)
    carry_out(village)
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    [mail] = [each for each in mailer.mails() if token in each.text]
    assert "3 Texte sind gelöscht" in mail.text
    assert "ana@" not in mail.to + mail.text


STEPS: list[tuple[str, Callable[[Parts], Any], str]] = [
    ("lock out", lambda parts: parts.identity, "lock_out"),
    ("plan", lambda parts: parts.identity.erasures, "begin"),
    ("note", lambda parts: parts.log, "append"),
    ("list", lambda parts: parts.erasures, "note"),
    ("ciphertexts", lambda parts: parts.log, "erase_ciphertexts"),
    ("keys", lambda parts: parts.vault, "erase_items"),
    ("proof", lambda parts: parts.identity.erasures, "keep_proof"),
    ("mail", lambda parts: parts.mailer, "send"),
    ("links", lambda parts: parts.identity, "forget_address"),
    ("stored mails", lambda parts: parts.mailer, "forget"),
    ("person", lambda parts: parts.vault, "erase_person"),
    ("spread", lambda parts: parts.revocations, "tell"),
    ("finish", lambda parts: parts.identity.erasures, "finish"),
    ("scrub", lambda parts: parts.vault.database, "scrub"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("step", "owner", "name"), STEPS, ids=[step for step, _, _ in STEPS])
def test_a_job_killed_at_any_step_goes_on(
    village: Village,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    owner: Callable[[Parts], Any],
    name: str,
    *,
    after: bool,
) -> None:
    idea_of_ana(village)
    ana = village.person("ana")
    refs = set(village.vault.items_of(ana))
    token = ask(village, Wish(texts="all"))
    before = numbers(village)
    village.later(hours=73)
    target = owner(village.parts)
    real = getattr(target, name)

    def die(*given: Any, **named: Any) -> None:  # noqa: ANN401 - stands in for any method
        if after:
            real(*given, **named)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(target, name, die)
        with pytest.raises(Killed):
            carry_out(village)
    carry_out(village)
    assert erased_refs(village.parts) == refs, step
    assert village.vault.keys(refs) == {}
    assert village.vault.owned(ana) == ()
    assert village.parts.identity.accounts.by_email("ana@beispiel.example") is None
    assert village.parts.identity.erasures.of(ana) is None
    assert village.parts.identity.erasures.proof(token, village.now) is not None
    assert [entry.person for entry in village.parts.erasures.entries()][-1] == ana
    assert numbers(village) == before
    events = [each.event for page in village.log.since(0) for each in page]
    assert sum(isinstance(event, ContentErased) for event in events) == len(refs)
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    assert sum(token in each.text for each in mailer.mails()) == 1
    assert not any("ana@" in each.to for each in mailer.mails())


def test_a_mail_server_that_is_away_delays_only_the_account(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea_of_ana(village)
    ana = village.person("ana")
    refs = set(village.vault.items_of(ana))
    ask(village, Wish(texts="all"))
    village.later(hours=73)
    erasing = erasing_of(village.parts)

    def refuse(**_: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(village.parts.mailer, "send", refuse)
    for _ in range(4):
        assert erasing.carry_out_due() == 0
        assert village.vault.keys(refs) == {}
        assert village.parts.identity.accounts.by_person(ana) is not None
        village.later(minutes=6)
    assert erasing.carry_out_due() == 1
    assert village.parts.identity.accounts.by_email("ana@beispiel.example") is None


class Away(OutboxMailer):
    """A mail server that is away, and what Ana does in the meantime."""

    def __init__(self, meanwhile: Callable[[], object], folder: Path) -> None:
        super().__init__(folder)
        self._meanwhile = meanwhile
        self.is_away = True

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        self._meanwhile()
        if self.is_away:
            raise ConnectionError
        super().send(to=to, subject=subject, text=text, message_id=message_id)


@pytest.mark.parametrize("returns", [True, False])
def test_what_is_written_while_the_last_mail_waits_goes_as_well(
    village: Village,
    tmp_path: Path,
    returns: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Both by a request under way in an earlier attempt, and in the very last one."""
    idea_of_ana(village)
    ana, late = village.person("ana"), []

    def write() -> None:
        late.append(village.submit(village.process_id, "ana", "Noch eine Idee").id)

    token = ask(village, Wish(texts="all"))
    village.later(hours=73)
    village.parts.runner.catch_up()
    mailer = Away(write, tmp_path)
    erasing = erasing_of(msgspec.structs.replace(village.parts, mailer=mailer))
    if returns:
        assert erasing.carry_out_due() == 0
        village.later(minutes=6)
    mailer.is_away = False
    assert erasing.carry_out_due() == 1
    assert len(late) == 1 + returns
    refs = {ref for idea in late for ref, _ in written_in(village.log, idea)}
    assert len(refs) == 2 * len(late)
    assert left(village, *refs) == set()
    assert refs < erased_refs(village.parts)
    assert village.vault.owned(ana) == ()
    body = village.parts.identity.erasures.proof(token, village.now)
    assert body is not None
    proof = msgspec.json.decode(body, type=Proof)
    assert {each.commitment for each in proof.texts} == erased_refs(village.parts)
    assert erased_refs(village.parts) <= set(village.parts.erasures.entries()[-1].refs)


def test_sessions_of_those_few_minutes_end_with_the_account(
    village: Village, tmp_path: Path
) -> None:
    """Somebody was just signing in when the job ended all sessions."""
    idea_of_ana(village)
    ana, tokens = village.person("ana"), []

    def enter() -> None:
        sessions = village.parts.identity.sessions
        tokens.append(sessions.start(ana, staff=False, user_agent="", at=village.now)[0])

    ask(village, Wish(texts="none"))
    village.later(hours=73)
    village.parts.runner.catch_up()
    mailer = Away(enter, tmp_path)
    mailer.is_away = False
    ended: list[bool] = []
    erase = village.vault.erase_person

    def erase_person(person: PersonRef, dealt_with: Collection[ContentRef] | None = None) -> bool:
        ended.append(village.parts.identity.sessions.find(tokens[0], village.now) is None)
        return erase(person, dealt_with)

    erasing = erasing_of(msgspec.structs.replace(village.parts, mailer=mailer))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(village.vault, "erase_person", erase_person)
        assert erasing.carry_out_due() == 1
    assert ended == [True]


def test_keys_left_by_an_interrupted_erasure_are_destroyed(village: Village) -> None:
    idea = idea_of_ana(village)
    refs = refs_of(village, idea)
    erasing = erasing_of(village.parts)
    texts: list[Text] = [(ref, None) for ref in refs]
    record_erasure(village.platform, village.system(), texts, "legal")
    assert erasing.reconcile() == len(refs)
    assert village.vault.keys(refs) == {}
    assert erasing.reconcile() == 0


def test_the_office_may_have_one_text_erased(village: Village) -> None:
    idea = idea_of_ana(village)
    [title, body] = refs_of(village, idea)
    erasing: Erasing = erasing_of(village.parts)
    erasing.erase_texts([(body, None)], "legal")
    assert set(village.parts.texts.open([title, body])) == {title}
    [event] = [
        each.event
        for page in village.log.since(0)
        for each in page
        if isinstance(each.event, ContentErased)
    ]
    assert isinstance(event, ContentErased)
    assert (event.ref, event.ground) == (body, "legal")


def numbers(village: Village) -> list[tuple[str, int, int]]:
    """Return what is counted of every idea."""
    with village.parts.read_models.snapshot() as snapshot:
        rows = feed.all_rows(snapshot, feed.ids(snapshot, village.process_id))
    return sorted((row.receipt, row.supports, row.comments) for row in rows.values())


def test_the_operator_notes_a_letter_as_the_page_would(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea_of_ana(village)
    monkeypatch.setenv("DATA", str(village.parts.settings.data))
    command = ["erase", "person", "--email", "ana@beispiel.example", "--texts", "all"]
    done = CliRunner().invoke(gemeinsam, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    pending = village.parts.identity.erasures.of(village.person("ana"))
    assert pending is not None
    assert pending.due - pending.requested == DELAY
    unknown = CliRunner().invoke(gemeinsam, [*command[:3], "nobody@beispiel.example", *command[4:]])
    assert unknown.exit_code == 1


def test_the_operator_erases_one_text_when_the_name_is_typed_twice(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = idea_of_ana(village)
    refs = refs_of(village, idea)
    monkeypatch.setenv("DATA", str(village.parts.settings.data))
    command = ["erase", "text", "B-2023-0001", "--ground", "legal", "--confirm"]
    assert CliRunner().invoke(gemeinsam, [*command, "B-2023-0002"]).exit_code == 1
    assert erased_refs(village.parts) == set()
    done = CliRunner().invoke(gemeinsam, [*command, "B-2023-0001"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert erased_refs(village.parts) == set(refs)
    village.parts.texts.forget(refs)
    assert village.parts.texts.open(refs) == {}
    assert CliRunner().invoke(gemeinsam, ["erase", "text", "x", *command[3:], "x"]).exit_code == 1
