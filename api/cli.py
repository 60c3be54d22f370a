"""The command line: `gemeinsam`.

gemeinsam demo        the demo town, ready to click
gemeinsam serve       a real installation
"""

import os

import rich_click as click

from api.commands.audit import audit
from api.commands.backups import backup, restore
from api.commands.backups import replay as replay_erasures
from api.commands.erasures import erase
from api.commands.imports import import_data
from api.commands.people import people
from api.commands.processes import process
from api.commands.public_log import COMMANDS as PUBLIC_LOG
from api.commands.replay import replay
from api.commands.retention import retention
from api.commands.serving import demo, serve, worker
from api.commands.upkeep import log, rebuild

click.rich_click.TEXT_MARKUP = "markdown"
click.rich_click.SHOW_ARGUMENTS = True


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gemeinsam", prog_name="gemeinsam")
def gemeinsam() -> None:
    """Participation whose every decision can be replayed and checked.

    Settings come from the environment: `DATA` (a folder, default `var`),
    `DATABASE_URL`, `READ_MODELS_URL`, `VAULT_URL`, `BASE_URL`, `SMTP_URL`.
    Without a database URL everything lies in SQLite files below `DATA`.
    """


for command in (
    demo,
    serve,
    worker,
    people,
    process,
    import_data,
    rebuild,
    log,
    retention,
    erase,
    backup,
    restore,
    replay_erasures,
    replay,
    audit,
):
    gemeinsam.add_command(command)


for command in PUBLIC_LOG:
    log.add_command(command)


def main() -> None:
    """Run the command line. Ends the process with its exit status.

    Every file that it makes is its user's alone, whoever made the folder: search and drafts
    are plain text. What is meant for others says so itself, as a mirror of the public log.
    """
    os.umask(0o077)
    gemeinsam(prog_name="gemeinsam")


__all__ = ["gemeinsam", "main"]
