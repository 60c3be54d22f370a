"""Accounts: who holds which role where and until when; warnings and suspensions."""

from projections.model import Model
from projections.participants.projecting import project
from projections.participants.queries import (
    account,
    grant,
    grants,
    grants_of,
    roles,
    sanctions,
)
from projections.participants.rows import AccountRow, GrantRow, SanctionRow, define

MODEL = Model("participants", define, project, revision=2)

__all__ = [
    "MODEL",
    "AccountRow",
    "GrantRow",
    "SanctionRow",
    "account",
    "define",
    "grant",
    "grants",
    "grants_of",
    "project",
    "roles",
    "sanctions",
]
