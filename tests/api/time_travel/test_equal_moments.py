"""API, pages and `replay` at random positions equal a rebuild up to that position.

The rebuild is made from the log cut there, in a database of its own, and asked for its
present; the whole log is asked as of the position. Both are read under the mask of today
(ruling 4). Compared field by field: answers of the API, views of the pages, and what
`replay` folds from the log without any read model.
"""

import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import httpx
import msgspec
import pytest

from api.commands.replay import replayed
from api.moments import today
from api.pages import rendering
from api.pages.views import (
    Chrome,
    FeedPage,
    IdeaPage,
    MyPart,
    Page,
    ProcessPage,
    StartPage,
)
from projections import audit
from projections.feed import ids as ids_of
from projections.processes import all_processes
from tests.api.applications import serving
from tests.api.installation import visiting
from tests.api.time_travel.worlds import (
    PROCESSES,
    Played,
    World,
    a_world,
    auditor,
    created,
    play,
    told,
)
from tests.postgresql import Cluster
from tests.sizes import chosen

SEED = 20260
ORDERS = ("new", "supported", "discussed", "random&seed=7")
KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
MOVING = {"as_of", "mask", "next"}
"""What names the reading itself; `next` holds the length of the list it belongs to."""

T = TypeVar("T")

pytestmark = [pytest.mark.timeout(1800), pytest.mark.xdist_group("time_travel")]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the demo once for both kinds of database."""
    return play(tmp_path_factory.mktemp("played"))


@pytest.fixture(scope="module", params=KINDS)
def world(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    played: Played,
) -> Iterator[World]:
    folder: Path = tmp_path_factory.mktemp("world")
    if request.param == "sqlite":
        numbers = itertools.count(1)
        cut = f"sqlite:///{folder}/cut-{{}}.sqlite"
        with a_world(played, folder, lambda: cut.format(next(numbers))) as opened:
            yield opened
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    full = created(cluster)
    with a_world(played, folder, lambda: created(cluster), READ_MODELS_URL=full) as opened:
        yield opened


def part(every: Sequence[T], turn: int) -> Sequence[T]:
    """Return those whose turn it is at a moment: at night all of them at each.

    By day each has its turn at one of the moments: what an idea shows of an earlier moment
    comes from the same queries whichever idea and whichever moment it is.
    """
    return every if chosen().nightly else every[turn :: chosen().moments]


def positions(head: int, salt: str) -> list[int]:
    """Return random positions, the same in every run; they are printed."""
    dice = random.Random(f"{SEED}-{salt}")
    found = sorted(dice.sample(range(1, head + 1), chosen().moments))
    print(f"seed {SEED}-{salt}: {found}")  # noqa: T201 - what failed can be looked at again
    return found


def paths(world: World, turn: int) -> list[str]:
    """Return every read of the API that is compared at a moment."""
    found = ["/processes"]
    for slug in PROCESSES:
        found.append(f"/processes/{slug}")
        found += [f"/proposals?limit=100&process={slug}&sort={order}" for order in ORDERS]
        found += [
            f"/proposals?process={slug}&channel=paper",
            f"/proposals?process={slug}&state=merged",
        ]
    for idea in part(ideas(world), turn):
        found += [f"/proposals/{idea}", f"/proposals/{idea}/comments?limit=100"]
        found.append(f"/audit/events?limit=1000&subject={idea}")
    return found


def ideas(world: World) -> list[str]:
    """Return the ids of all ideas there ever were, public or not."""
    with world.full.tables.snapshot() as snapshot:
        every = [
            each for row in all_processes(snapshot) for each in ids_of(snapshot, row.process_id)
        ]
    return sorted(map(str, every))


def without(answer: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Leave out what names the reading instead of what was read."""
    match answer:
        case dict():
            return {name: without(each) for name, each in answer.items() if name not in MOVING}
        case list():
            return [without(each) for each in answer]
        case _:
            return answer


async def test_the_api_answers_as_a_rebuild_up_to_then(world: World) -> None:
    headers = auditor(world.full)
    async with serving(world.full) as whole, serving(world.rebuilt) as cut:
        full, rebuilt = visiting(whole, **headers), visiting(cut, **headers)
        for turn, position in enumerate(positions(world.head, "api")):
            world.turn_to(position)
            for path in paths(world, turn):
                then = await told(full, path, position)
                expected = world.expected(await told(rebuilt, path))
                if path.endswith("/comments?limit=100") and not readable(world, path):
                    expected = expected and {**expected, "items": []}
                assert without(then) == without(expected), (position, path)
                if then is not None:
                    assert then.get("as_of", position) == position


def readable(world: World, path: str) -> bool:
    return path.split("/")[2] in set(map(str, world.public.readable))


async def test_replay_prints_what_the_api_answers(world: World) -> None:
    headers = auditor(world.full)
    async with serving(world.full) as whole:
        full = visiting(whole, **headers)
        for turn, position in enumerate(positions(world.head, "replay")):
            replay = replayed(world.full.log, position, lambda _done, _total: None)
            assert replay.position == position
            for process in replay.processes():
                shown = await told(full, f"/processes/{process.slug}", position)
                assert [(p["id"], p["status"]) for p in shown["phases"]] == [
                    (str(phase.id), phase.status)
                    for phase in sorted(process.phases, key=lambda p: order_of(shown, str(p.id)))
                ]
                for idea in part(process.proposals, turn):
                    answer = await told(full, f"/proposals/{idea.id}", position)
                    expected = msgspec.to_builtins(idea)
                    assert {
                        **{name: answer[name] for name in ("id", "receipt", "state", "comments")},
                        **{name: answer[name] for name in ("merged_into", "text_version")},
                        **answer["opinions"],
                        "supports": answer["supports"],
                    } == expected, (position, idea.receipt)


def order_of(shown: Any, phase: str) -> int:  # noqa: ANN401 - an answer of the API
    return [each["id"] for each in shown["phases"]].index(phase)


async def test_pages_show_what_a_rebuild_up_to_then_shows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    views: list[Page] = []
    render = rendering.render

    def watch(page: Page, chrome: Chrome) -> str:
        views.append(page)
        return render(page, chrome)

    monkeypatch.setattr(rendering, "render", watch)
    async with serving(world.full) as whole, serving(world.rebuilt) as cut:
        full, rebuilt = visiting(whole), visiting(cut)
        compared = 0
        for turn, position in enumerate(moments(world, "pages")):
            world.turn_to(position)
            for path in pages(world, turn):
                views.clear()
                one = await full.get(f"{path}{mark(path)}as_of={position}&once={position}")
                other = await rebuilt.get(f"{path}{mark(path)}once={position}")
                assert one.status_code == other.status_code, (position, path)
                if one.status_code == httpx.codes.OK:
                    compared += isinstance(views[0], IdeaPage)
                    assert plain(views[0]) == plain(views[1]), (position, path)
        assert compared > 3 * chosen().moments


def mark(path: str) -> str:
    return "&" if "?" in path else "?"


def moments(world: World, salt: str) -> list[int]:
    """Return random moments that everybody may look at."""
    with world.full.tables.snapshot() as snapshot:
        day = today(world.full.clock())
        return sorted(
            {audit.public_moment(snapshot, each, day) for each in positions(world.head, salt)} - {0}
        )


def pages(world: World, turn: int) -> Iterator[str]:
    """Return pages of ideas that may be read today, and all lists."""
    yield "/de"
    for slug in PROCESSES:
        yield f"/de/p/{slug}"
        yield from (f"/de/p/{slug}/ideas?sort={order}" for order in ORDERS)
    yield from (f"/de/ideas/{idea}" for idea in part(clean(world), turn))


def clean(world: World) -> list[str]:
    """Return ideas whose words may all be read today: then pages are equal to the letter."""
    return sorted(set(ideas(world)).intersection(map(str, world.public.readable)))


def plain(view: Page) -> Any:  # noqa: ANN401 - as builtins
    """Return a view without what a reader could do, and without addresses of the moment."""
    match view:
        case FeedPage():
            view = msgspec.structs.replace(view, next_url=None, first_url=None)
        case IdeaPage():
            quiet = [
                msgspec.structs.replace(each, may_report=False, may_reply=False)
                for each in view.comments
                if each.body_html is not None
            ]
            # How many votes wait for their batch is told of now only.
            view = msgspec.structs.replace(view, me=MyPart(), comments=tuple(quiet), logged=None)
        case StartPage() | ProcessPage():
            pass
    return msgspec.structs.asdict(view)


async def test_an_answer_to_the_same_moment_is_the_same_bytes(world: World) -> None:
    async with serving(world.full) as whole:
        client: httpx.AsyncClient = visiting(whole)
        [*_, position] = moments(world, "bytes")  # so late that everything is there
        for path in ("/de", f"/de/p/{PROCESSES[0]}", f"/api/v1/processes/{PROCESSES[0]}"):
            answers = [await client.get(f"{path}?as_of={position}") for _ in range(2)]
            assert answers[0].content == answers[1].content
            assert answers[0].headers["etag"] == answers[1].headers["etag"]
            assert f"-{position}-" in answers[0].headers["etag"]
