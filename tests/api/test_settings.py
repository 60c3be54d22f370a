"""What the environment may say, and what it cannot."""

import re
import shlex
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from api.settings import LIMITS, BadSettings, Limit, from_environment

GUIDES = Path(__file__).parents[2] / "docs" / "how-to"
HERE = Path("/srv/gemeinsam")


def test_nothing_need_be_set() -> None:
    settings = from_environment({}, data=HERE)
    assert settings.database_url == "sqlite:////srv/gemeinsam/log.db"
    assert settings.read_models_url == "sqlite:////srv/gemeinsam/read.db"
    assert settings.vault_url == "sqlite:////srv/gemeinsam/vault.db"
    assert settings.deliveries_url == "sqlite:////srv/gemeinsam/mails.db"
    assert settings.embedded
    assert not settings.demo
    assert not settings.secure
    assert settings.limits == LIMITS


def test_the_folder_comes_from_the_environment_unless_it_is_named() -> None:
    assert from_environment({"DATA": "/var/lib/here"}).data == Path("/var/lib/here")
    assert from_environment({"DATA": "/var/lib/here"}, data=HERE).data == HERE
    assert from_environment({}).data == Path.cwd() / "var"


def test_read_models_and_deliveries_stand_beside_a_log_on_postgresql() -> None:
    log = "postgresql://gemeinsam@db/log"
    settings = from_environment(
        {"DATABASE_URL": log, "VAULT_URL": "postgresql://vault@safe/vault"}, data=HERE
    )
    assert settings.read_models_url == settings.deliveries_url == log
    assert not settings.embedded


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ({"DATABASE_URL": "mysql://host/log"}, "DATABASE_URL"),
        ({"READ_MODELS_URL": "redis://host"}, "READ_MODELS_URL"),
        ({"VAULT_URL": "vault.db"}, "VAULT_URL"),
        ({"DATABASE_URL": "postgresql://h/a", "VAULT_URL": "postgresql://h/a"}, "VAULT_URL"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL"),
        ({"VAULT_URL": "sqlite:////srv/gemeinsam/read.db"}, "VAULT_URL .* READ_MODELS_URL"),
        ({"VAULT_URL": "sqlite:////srv/gemeinsam/reads.db"}, "VAULT_URL .* READS_URL"),
        ({"SIGNER_URL": "sqlite:////srv/gemeinsam/vault.db"}, "VAULT_URL .* SIGNER_URL"),
        (
            {
                "DATABASE_URL": "postgresql://one:first@h/a?target_session_attrs=read-write",
                "SIGNER_URL": "postgresql+psycopg://two:second@h/a",
            },
            "SIGNER_URL .* DATABASE_URL",
        ),
        ({"BASE_URL": "http://mitmachen.example.org"}, "BASE_URL"),
        ({"BASE_URL": "https://mitmachen.example.org:https"}, "BASE_URL"),
        ({"BASE_URL": "https://mitmachen.example.org?lang=de"}, "BASE_URL"),
        ({"BASE_URL": "https://amt:geheim@mitmachen.example.org"}, "BASE_URL"),
        ({"MAIL_FROM": "Amt <amt@example.org>"}, "MAIL_FROM"),
        ({"MAIL_FROM": "amt"}, "MAIL_FROM"),
        ({"TRUSTED_PROXIES": "proxy.example.org"}, "TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "10.0.0.1, 10.0.0.5/24"}, "TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "*"}, "TRUSTED_PROXIES"),
        ({"TSA_URL": "timestamp.example.org"}, "TSA_URL"),
        ({"BASE_URL": "mitmachen.example.org"}, "BASE_URL"),
        ({"BASE_URL": "https://example.org/mitmachen"}, "BASE_URL"),
        ({"LIMIT_IDEAS": "many"}, "LIMIT_IDEAS"),
        ({"LIMIT_VOTES": "5/minute"}, "LIMIT_VOTES"),
    ],
)
def test_what_cannot_be_meant_names_its_variable(variables: Mapping[str, str], named: str) -> None:
    with pytest.raises(BadSettings, match=named):
        from_environment(variables, data=HERE)


@pytest.mark.parametrize(
    "base_url",
    [
        "https://mitmachen.example.org",
        "http://127.0.0.1:8000",
        "http://localhost",
        "http://[::1]:80",
    ],
)
def test_plain_http_is_for_this_machine_only(base_url: str) -> None:
    assert from_environment({"BASE_URL": base_url + "/"}, data=HERE).base_url == base_url


def test_limits_can_be_changed_one_by_one() -> None:
    limits = from_environment({"LIMIT_IDEAS": "10/hour", "LIMIT_VOTES": ""}, data=HERE).limits
    assert limits["ideas"] == Limit(10, timedelta(hours=1))
    assert {name: limits[name] for name in limits if name != "ideas"} == {
        name: LIMITS[name] for name in LIMITS if name != "ideas"
    }


def test_a_demo_relaxes_them_and_sends_no_mail_for_real() -> None:
    demo = from_environment({}, demo=True, data=HERE)
    assert demo.limits["ideas"] == Limit(5000, timedelta(days=1))


def test_proxies_are_believed_only_where_they_are_named() -> None:
    assert from_environment({}, data=HERE).trusted_proxies == ()
    named = from_environment({"TRUSTED_PROXIES": "10.0.0.1, fd00::/8"}, data=HERE)
    assert named.trusted_proxies == ("10.0.0.1", "fd00::/8")


@pytest.mark.parametrize("guide", ["install", "run_on_several_machines"])
def test_settings_that_guides_show_can_be_meant(guide: str) -> None:
    page = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```ini\n((?:[A-Z_]+=.*\n)+)```$", page, re.MULTILINE)
    variables = dict(line.split("=", 1) for line in shlex.split(shown))
    settings = from_environment(variables)
    assert settings.base_url == "https://mitmachen.example.org"
    assert settings.trusted_proxies
