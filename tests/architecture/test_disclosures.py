"""Staff see names and addresses through one port, which writes the reading down first."""

import ast
from collections.abc import Iterator
from pathlib import Path

from api.wiring import Parts
from tests.architecture.tree import ROOT, modules

OWN_DATA = {
    "api/pages/me.py",
    "api/pages/account",
}
"""Modules in which people see themselves; what they ask is about who is signed in."""

SYSTEM = {"api/commands/serving.py"}
"""Commands that hand accounts on and print nothing of them: the replay of the demo."""

_NAMES = {"Accounts", "AccountsPort", "accounts", "by_email", "by_person", "by_pseudonyms"}


def reaching(path: Path) -> Iterator[str]:
    """Yield how a module gets at accounts other than through `Disclosures`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module="api.ports" | "api.ports.accounts" | "api.provided"):
                yield from (each.name for each in node.names if each.name in _NAMES)
            case ast.Attribute(value=ast.Attribute(attr="identity"), attr="accounts"):
                yield "identity.accounts"
            case ast.Attribute(attr="by_person" | "by_pseudonyms"):
                yield node.attr
            case _:
                pass


def _exempt(name: str) -> bool:
    return name in SYSTEM or any(name == own or name.startswith(own + "/") for own in OWN_DATA)


def test_pages_resources_and_commands_ask_disclosures_for_people() -> None:
    wrong = {}
    looked_at = 0
    for path in modules("api"):
        name = str(path.relative_to(ROOT))
        if not name.startswith(("api/pages/", "api/resources/", "api/commands/")):
            continue
        looked_at += 1
        found = list(reaching(path))
        if found and not _exempt(name):
            wrong[name] = found
    assert looked_at > 50
    assert wrong == {}


def test_this_test_finds_who_goes_around(tmp_path: Path) -> None:
    sneaky = tmp_path / "sneaky.py"
    sneaky.write_text(
        "from api.ports import Accounts\n"
        "from api.provided import Accounts as Provided\n"
        "def show(accounts, parts):\n"
        "    parts.identity.accounts\n"
        "    return accounts.by_person(1), accounts.by_pseudonyms([2])\n",
        encoding="utf-8",
    )
    assert sorted(reaching(sneaky)) == [
        "Accounts",
        "Accounts",
        "by_person",
        "by_pseudonyms",
        "identity.accounts",
    ]


def test_the_port_is_part_of_every_installation() -> None:
    assert {"disclosures", "reads"} <= set(Parts.__struct_fields__)
