"""What operators are told to write is what rulings ask for, and what the program takes.

Runs with every change; the cluster itself takes minutes and runs under `make cluster`.
"""

import re
from urllib.parse import urlsplit

import pytest
from psycopg.conninfo import conninfo_to_dict

from api.settings import from_environment
from tests.cluster.nodes import block, environment

RULED = {
    "synchronous_mode": "true",
    "synchronous_mode_strict": "true",
    "ttl": "20",
    "loop_wait": "5",
    "retry_timeout": "7",
    "client_connection_check_interval": "2s",
    "tcp_user_timeout": "4000",
    "synchronous_commit": '"on"',
}
"""Ruling 22."""


@pytest.mark.parametrize("setting", RULED)
def test_databases_are_set_up_as_was_ruled(setting: str) -> None:
    text = block("yaml", "scope: gemeinsam-log")
    [said] = re.findall(rf"^ *{setting}: (\S+)$", text, re.MULTILINE)
    assert said == RULED[setting]


def test_the_lock_of_a_dead_machine_is_let_go_within_four_seconds() -> None:
    text = block("yaml", "scope: gemeinsam-log")
    found = dict(re.findall(r"tcp_keepalives_(\w+): (\d+)", text))
    assert int(found["idle"]) + int(found["interval"]) * int(found["count"]) <= 4


def test_the_program_takes_the_environment() -> None:
    settings = from_environment(environment())
    assert settings.sign_after == "replicated"
    urls = (settings.database_url, settings.vault_url, settings.signer_url, settings.reads_url)
    for url in urls:
        server = conninfo_to_dict(url)
        assert len(str(server["host"]).split(",")) == 3
        assert server["target_session_attrs"] == "read-write"


def test_the_vault_shares_no_machine_with_the_log() -> None:
    settings = from_environment(environment())
    log, vault, signer = (
        set(urlsplit(url).netloc.rpartition("@")[2].split(","))
        for url in (settings.database_url, settings.vault_url, settings.signer_url)
    )
    assert not log & (vault | signer)
