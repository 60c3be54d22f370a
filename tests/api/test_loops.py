"""Loops go on whatever happens to them; one process leads and another takes over."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from adapters.leadership import FileLeadership, Leadership, PostgresLeadership
from adapters.patience import PatientConnection
from api.following import Following, forgetting_texts
from api.leading import Leader
from api.posting import Posting
from api.running import every, leader_of, loops_check, server_loops, supervised, sweep, worker_loops
from api.supervision import Loop, Supervisor, described
from api.wiring import Parts
from domain.messages import ContentRef, Recorded
from domain.ports import LogUnavailable
from domain.use_cases import erasing
from domain.use_cases.carrying_out import Asking
from projections.folding import ProjectionFailed
from tests.api.installation import account
from tests.patience import eventually
from tests.silence import silence


class Fragile:
    """Work that fails a few times before it goes well."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.begun = 0

    def run(self, stop: threading.Event) -> None:
        self.begun += 1
        if self.begun <= self.failures:
            raise RuntimeError("ana@example.org")
        stop.wait()


def test_what_fails_begins_again_and_the_others_go_on() -> None:
    broken, sound = Fragile(2), Fragile(0)
    loops = [Loop("broken", broken.run), Loop("sound", sound.run)]
    supervisor = Supervisor(loops, first_pause=0.05)
    supervisor.start()
    assert eventually(lambda: broken.begun == 3)
    assert sound.begun == 1
    assert supervisor.stop()


def test_troubles_are_told_while_they_last() -> None:
    broken = Fragile(1)
    supervisor = Supervisor([Loop("broken", broken.run)], first_pause=1)
    supervisor.start()
    assert eventually(lambda: supervisor.troubles == {"broken": "RuntimeError"})
    assert not loops_check(supervisor, None).ok
    assert loops_check(supervisor, None).detail == "broken: RuntimeError"
    assert eventually(lambda: supervisor.troubles == {})
    assert supervisor.stop()


def test_the_pause_does_not_grow_while_a_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.supervision.OUTAGE_PAUSE", 0.05)
    asked: list[float] = []

    def ask(_stop: threading.Event) -> None:
        asked.append(time.monotonic())
        raise LogUnavailable

    supervisor = Supervisor([Loop("asking", ask)], first_pause=0.05)
    supervisor.start()
    assert eventually(lambda: len(asked) == 8)
    assert supervisor.stop()
    # 0.05 seconds, doubled each time, would have been more than 6.
    assert asked[-1] - asked[0] < 3


def test_the_pause_is_short_again_after_a_loop_has_run_well() -> None:
    """Else a loop that fails once a week would stand still for longer each time."""
    begun: list[float] = []
    failed: list[float] = []

    def run(stop: threading.Event) -> None:
        begun.append(time.monotonic())
        stop.wait(2 if len(begun) == 5 else 0)
        failed.append(time.monotonic())
        raise RuntimeError

    supervisor = Supervisor([Loop("broken", run)], first_pause=0.05)
    supervisor.start()
    assert eventually(lambda: len(begun) == 6)
    assert supervisor.stop()
    pauses = [again - before for before, again in zip(failed, begun[1:], strict=False)]
    assert pauses[4] < pauses[3]


def test_the_server_log_tells_where_but_no_values() -> None:
    try:
        Fragile(1).run(threading.Event())
    except RuntimeError as error:
        text = described(error)
    assert text.startswith("RuntimeError at test_loops.py:")
    assert "ana@example.org" not in text


def test_the_server_log_names_the_event_that_no_table_can_take() -> None:
    text = described(ProjectionFailed(17, "feed: ValueError('ana@example.org')"))
    assert text.startswith("ProjectionFailed of event 17 at ")
    assert "ana@example.org" not in text


def test_a_loop_by_the_clock_does_its_work_once_more_at_the_end() -> None:
    done: list[int] = []
    stop = threading.Event()
    stop.set()
    every(60, lambda: done.append(1))(stop)
    assert done == []
    every(60, lambda: done.append(1), at_end=True)(stop)
    assert done == [1]


def both_kinds(folder: Path, request: pytest.FixtureRequest) -> list[Callable[[], Leadership]]:
    """Return how to make two candidates on files, and on a PostgreSQL."""
    url = str(request.getfixturevalue("postgresql_url"))
    return [lambda: FileLeadership(folder / "leader"), lambda: PostgresLeadership(url)]


@pytest.mark.postgresql
def test_one_leads_until_it_lets_go(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for candidate in both_kinds(tmp_path, request):
        first, second = candidate(), candidate()
        assert first.acquire()
        assert first.acquire()
        assert first.held()
        assert not second.acquire()
        assert not second.held()
        first.release()
        assert not first.held()
        assert second.acquire()
        assert not first.acquire()
        second.release()
        first.release()


@pytest.mark.postgresql
def test_who_loses_the_connection_no_longer_leads(postgresql_url: str) -> None:
    first, second = PostgresLeadership(postgresql_url), PostgresLeadership(postgresql_url)
    assert first.acquire()
    assert first._connection is not None  # noqa: SLF001 - the wire is cut from outside
    first._connection.close()  # noqa: SLF001 - as above
    assert not first.held()
    assert eventually(second.acquire)
    second.release()


@pytest.mark.postgresql
def test_who_gets_no_answer_no_longer_leads(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientConnection, "patience", 0.3)
    leadership = PostgresLeadership(postgresql_url)
    assert leadership.acquire()
    with silence(postgresql_url):
        assert not leadership.held()
        assert not leadership.acquire()  # on a new connection: the silent one has the lock
    assert eventually(leadership.acquire)
    leadership.release()


def test_a_database_that_is_away_has_no_leader() -> None:
    assert not PostgresLeadership("postgresql://nobody@127.0.0.1:1/nothing").acquire()


def test_another_takes_over_within_five_seconds(tmp_path: Path) -> None:
    lock = tmp_path / "leader"
    stops = [threading.Event(), threading.Event()]
    working: list[str] = []

    def loops(name: str) -> list[Loop]:
        def work(stop: threading.Event) -> None:
            working.append(name)
            stop.wait()
            working.remove(name)

        return [Loop("work", work)]

    leaders = [
        Leader(FileLeadership(lock), lambda: loops("first")),
        Leader(FileLeadership(lock), lambda: loops("second")),
    ]
    threads = [
        threading.Thread(target=leader.run, args=(stop,))
        for leader, stop in zip(leaders, stops, strict=True)
    ]
    threads[0].start()
    assert eventually(lambda: working == ["first"])
    threads[1].start()
    time.sleep(0.2)
    assert working == ["first"]
    assert (leaders[0].leads, leaders[1].leads) == (True, False)
    stops[0].set()
    assert eventually(lambda: working == ["second"], 15)  # ten of them for a busy machine
    stops[1].set()
    for thread in threads:
        thread.join()
    assert working == []


class Wavering:
    """A leadership that is lost whenever somebody says so, and free again at once."""

    def __init__(self) -> None:
        self.lost = threading.Event()

    def acquire(self) -> bool:
        self.lost.clear()
        return True

    def held(self) -> bool:
        return not self.lost.is_set()

    def release(self) -> None:
        pass


def test_nobody_leads_again_while_something_of_before_goes_on() -> None:
    leadership, free, begun = Wavering(), threading.Event(), list[str]()

    def work(stop: threading.Event) -> None:
        begun.append("work")
        stop.wait()
        free.wait()  # as a mail server would that takes its time

    leader = Leader(leadership, lambda: [Loop("mails", work)], every=0.01, grace=0.01)
    stop = threading.Event()
    thread = threading.Thread(target=leader.run, args=(stop,))
    thread.start()
    assert eventually(lambda: begun == ["work"])
    leadership.lost.set()
    assert eventually(lambda: not leader.leads)
    time.sleep(0.1)  # ten more rounds
    assert begun == ["work"]
    assert leader.troubles == {"mails": "StillRunning"}
    free.set()
    assert eventually(lambda: begun == ["work", "work"])
    assert leader.troubles == {}
    stop.set()
    thread.join()
    assert not leader.leads


def test_everything_a_process_runs_starts_and_stops(parts: Parts) -> None:
    leader = leader_of(parts)
    supervisor = supervised(server_loops(parts), leader)
    supervisor.start()
    position = account_position(parts)
    assert eventually(lambda: parts.tables.wait_for(position, 0.1))
    assert eventually(lambda: leader.leads)
    assert parts.watching.holds(1, position) in {True, False}
    assert supervisor.troubles == {}
    assert {loop.name for loop in worker_loops(parts)} == {
        "projections",
        "search",
        "scheduler",
        "publishing",
        "auditing",
        "mails",
        "reminders",
        "agreed erasures",
        "erasing",
        "retaining",
        "sealing",
        "signing",
        "sweeping",
    }
    assert supervisor.stop()
    assert not leader.leads


def account_position(parts: Parts) -> int:
    """Let something happen and return where it is in the log."""
    account(parts, "ana@example.org")
    return parts.log.head().position


def test_sweeping_an_empty_installation_is_harmless(parts: Parts) -> None:
    sweep(parts)


def test_erased_texts_are_dropped_from_memory(parts: Parts) -> None:
    erased: list[ContentRef] = []

    def forget(refs: Collection[ContentRef]) -> None:
        erased.extend(refs)

    ref: ContentRef = "b" * 43
    listen = forgetting_texts(forget)
    system = Asking(person=None, at=parts.clock(), channel="system", system=True)
    erasing.record_erasure(parts.platform, system, [(ref, None)], "legal")
    for page in parts.log.since(0):
        listen(page)
    assert erased == [ref]


def test_following_begins_at_its_start_and_misses_nothing(parts: Parts) -> None:
    account(parts, "before@example.org")
    heard: list[int] = []

    def listen(page: Sequence[Recorded]) -> None:
        heard.extend(recorded.position for recorded in page)

    following = Following(parts.log, [listen])
    stop = threading.Event()
    thread = threading.Thread(target=following.run, args=(stop,))
    head = parts.log.head().position
    thread.start()
    assert eventually(lambda: following.position == head)
    for name in ("ana", "ben", "carl"):
        account(parts, f"{name}@example.org")
    assert eventually(lambda: len(heard) == 3)
    stop.set()
    thread.join()
    assert heard == [head + 1, head + 2, head + 3]


class Flaky:
    """A mail server that is away for the first attempts."""

    def __init__(self, failures: int, error: type[Exception] = ConnectionError) -> None:
        self.failures = failures
        self.error = error
        self.ids: list[str] = []

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        self.ids.append(message_id)
        if len(self.ids) <= self.failures:
            raise self.error


def posted(mailer: Flaky) -> Posting:
    """Take one mail."""
    posting = Posting(mailer, lambda: UUID(int=7))
    facts = {"link": "https://gemeinsam.example/x", "minutes": "10", "site": "x"}
    posting(to="ana@example.org", template="sign_in", language="en", facts=facts)
    return posting


def test_a_mail_is_sent_again_under_the_same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.posting.FIRST_PAUSE", 0.01)
    mailer = Flaky(2)
    posting = posted(mailer)
    stop = threading.Event()
    thread = threading.Thread(target=posting.run, args=(stop,))
    thread.start()
    assert eventually(lambda: len(mailer.ids) == 3)
    stop.set()
    thread.join()
    assert set(mailer.ids) == {f"sign_in-{UUID(int=7)}"}


def test_a_mail_that_is_refused_is_not_sent_again() -> None:
    mailer = Flaky(9, ValueError)
    posting = posted(mailer)
    posting.send_waiting()
    posting.send_waiting()
    assert len(mailer.ids) == 1


def test_too_many_waiting_mails_are_dropped_without_keeping_anybody_waiting() -> None:
    mailer = Flaky(0)
    posting = Posting(mailer, lambda: UUID(int=7))
    for _ in range(1100):
        posting(to="a@example.org", template="sign_in", language="de", facts={})
    assert posting.waiting == 1000
