"""T16: after an erasure the words, the name and the address are found nowhere.

Counts stay, and what somebody kept of the public log before still fits it.

A real server, people who use its pages, and then a search through every byte of every
file: of the folder, and of the whole PostgreSQL cluster with its write-ahead log.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest
from psycopg import sql

from adapters.signing import KeyFile
from api.settings import from_environment
from api.signing import origin_of
from api.wiring import Parts, open_parts, utc_now
from domain.codes import ProposalId
from domain.use_cases import supporting
from projections import feed
from tests.api.installation import SignedIn, account, signed_in
from tests.api.kept_proofs import keep, still_proves
from tests.api.test_serving import answers, free_port, running
from tests.browser.site import PUBLISH, Process, Site
from tests.patience import PATIENCE, eventually
from tests.postgresql import Cluster

TITLE = "Zqtitelwort am Brunnen"
BODY = "Zqtextwort steht hier: ich wohne neben dem Brunnen und sehe es jeden Tag."
COMMENT = "Zqkommentarwort, das sehe ich auch so."
DRAFT = "Zqentwurfwort, noch nicht fertig"
QUERY = "Zqsuchwort"
NAME = "Zqname Zqnachname"
EMAIL = "zqpostfach@beispiel.example"
MARKS = (
    *("zqtitelwort", "zqtextwort", "zqkommentarwort", "zqentwurfwort", "zqsuchwort"),
    *("zqname", "zqpostfach"),
)


class Browser:
    """Ana's browser, as far as this story needs one."""

    def __init__(self, home: str, session: SignedIn) -> None:
        self._http = httpx.Client(base_url=home, timeout=PATIENCE, headers=session.cookie)
        self._csrf = session.csrf

    def close(self) -> None:
        self._http.close()

    def get(self, path: str) -> httpx.Response:
        return self._http.get(path)

    def post(self, path: str, status: int = 303, **fields: str) -> str:
        """Send a form; return where it leads, "" if that is answered in place."""
        answer = self._http.post(path, data={**fields, "_csrf_token": self._csrf})
        assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
        return str(answer.headers.get("location", ""))


def found(*folders: Path) -> dict[str, list[str]]:
    """Return which marks are in which files, in whatever capitals."""
    hits: dict[str, list[str]] = {}
    for file in sorted(each for folder in folders for each in folder.rglob("*")):
        try:
            content = file.read_bytes().lower() if file.is_file() else b""
        except FileNotFoundError:
            continue
        marks = [mark for mark in MARKS if mark.encode() in content]
        if marks:
            hits[file.name] = marks
    return hits


def write_everything(home: str, browser: Browser, process: Process) -> str:
    """Let Ana leave words everywhere she can; return her idea."""
    assert eventually(lambda: browser.get(f"/de/p/{process.slug}").status_code == 200)
    idea = browser.post(
        f"/de/p/{process.slug}/submit",
        title=TITLE,
        body=BODY,
        field=str(process.field),
        agree="yes",
    )
    assert "/ideas/" in idea, idea
    browser.post(
        f"/de/p/{process.slug}/submit", title=DRAFT, body=DRAFT, intent="draft", draft_id=""
    )
    assert browser.get(f"/de/p/{process.slug}/ideas?q={QUERY}").status_code == 200
    browser.post(f"/de/p/{process.slug}/similar", 200, text=QUERY)
    httpx.get(f"{home}/de/p/{process.slug}/ideas", params={"q": QUERY})
    httpx.post(
        f"{home}/de/sign-in", data={"email": EMAIL}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    return idea.partition("?")[0].partition("#")[0].rpartition("/")[2]


@contextmanager
def story(folder: Path, **variables: str) -> Iterator[tuple[str, Parts, Browser, Process]]:
    """Run a server in which Ana has an account and a process is open."""
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    given: Mapping[str, str] = {
        **variables,
        "BASE_URL": home,
        "ERASURE_DELAY": "0 hours",
        "SIGN_EVERY": "1",
        "DATA": str(folder / "data"),
    }
    with ExitStack() as stack:
        parts = stack.enter_context(open_parts(from_environment(given), utc_now))
        if variables:
            KeyFile(parts.settings.signing_key).create(origin_of(parts.settings))
        site = Site(parts, home)
        ana = account(parts, EMAIL, name=NAME)
        site.person("ben")
        process = site.open_process("Brunnen")
        browser = Browser(home, signed_in(parts, ana))
        stack.callback(browser.close)
        commands = [["serve", "--port", str(port)], *([["worker"]] if variables else [])]
        for command in commands:
            stack.enter_context(running(*command, folder=folder, environment=given))
        assert eventually(lambda: answers(f"{home}/readyz"))
        yield home, parts, browser, process


def erase(home: str, browser: Browser) -> None:
    """Let Ana have everything erased."""
    state = browser.post("/de/me/erasure", what="account-texts").partition("?")[0]
    assert eventually(lambda: "Ihr Konto gibt es nicht mehr" in httpx.get(home + state).text)


def play(home: str, parts: Parts, browser: Browser, process: Process, *places: Path) -> None:
    """Write, publish, comment, look around, erase; what counts must stay as it was."""
    site = Site(parts, home)
    idea = ProposalId(UUID(write_everything(home, browser, process)))
    site.person("milo", "moderator")
    site.decide(idea, PUBLISH, "milo")
    supporting.give_support(parts.platform, site.asking("ben"), idea)
    page = f"{home}/de/ideas/{idea}"
    assert eventually(lambda: "Zqtitelwort" in httpx.get(page).text)
    browser.post(f"/de/ideas/{idea}/comments", body=COMMENT)
    search = f"{home}/de/p/{process.slug}/ideas?q=Zqtitelwort"
    assert eventually(lambda: f"/ideas/{idea}" in httpx.get(search).text)
    assert "Zqtitelwort" in httpx.get(f"{home}/feed.atom").text
    before = found(*places)
    assert {mark for marks in before.values() for mark in marks} >= {
        "zqpostfach",
        "zqname",
        "zqentwurfwort",
    }
    hash_before = parts.log.head()
    site.close(process)
    ben = parts.identity.accounts.by_person(site.person("ben"))
    assert ben is not None
    kept = keep(home, signed_in(parts, ben), idea)
    erase(home, browser)
    for address in (page, search, f"{home}/feed.atom", f"{home}/de/p/{process.slug}/ideas"):
        assert eventually(partial(unmarked, address)), address
    with parts.tables.snapshot() as snapshot:
        assert feed.all_rows(snapshot, [idea])[idea].supports == 1
    assert list(parts.log.check())[-1] == parts.log.head().position
    assert parts.log.at([hash_before.position])[0].hash == hash_before.hash
    still_proves(kept, erased=3)  # title and text of the idea, and the comment


def unmarked(address: str) -> bool:
    """Tell whether a page shows none of the marks, whatever was asked for in its address."""
    text = httpx.get(address).text.lower()
    asked = address.lower().rpartition("q=")[2] if "q=" in address else ""
    return not [mark for mark in MARKS if mark in text and mark != asked]


def test_no_file_of_an_embedded_installation_holds_them(tmp_path: Path) -> None:
    with story(tmp_path) as (home, parts, browser, process):
        play(home, parts, browser, process, tmp_path)
        assert eventually(lambda: found(tmp_path) == {}), found(tmp_path)
    assert found(tmp_path) == {}


@pytest.mark.postgresql
def test_no_file_of_a_postgresql_cluster_holds_them(tmp_path: Path, postgresql: Cluster) -> None:
    with psycopg.connect(postgresql.url(), autocommit=True) as connection:
        for name in ("t16_log", "t16_vault"):
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        # Without it used-up segments are renamed, and keep their bytes until written over.
        connection.execute("ALTER SYSTEM SET wal_recycle = off")
        connection.execute("SELECT pg_reload_conf()")
        urls = {
            "DATABASE_URL": postgresql.url("t16_log"),
            "VAULT_URL": postgresql.url("t16_vault"),
        }
        with story(tmp_path, **urls) as (home, parts, browser, process):
            play(home, parts, browser, process, tmp_path, postgresql.folder)
            left = partial(found, tmp_path, postgresql.folder)
            assert eventually(lambda: left() == {}), left()
