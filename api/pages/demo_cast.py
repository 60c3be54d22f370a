"""Whom a demo's visitors may be with one click: the cast of the demo content."""

from functools import cache

from api import demo
from api.pages.views import DemoRole


@cache
def _one_click() -> dict[tuple[str, str], str]:
    people = demo.load().people
    return {
        (person.role, person.name): person.email
        for person in people
        if person.one_click and person.email is not None
    }


@cache
def roles() -> tuple[DemoRole, ...]:
    """Return the roles to try out, each with its made-up person."""
    return tuple(DemoRole(role=role, name=name) for role, name in _one_click())  # type: ignore[arg-type]  # its roles are ours


def email_of(role: str, name: str) -> str | None:
    """Return the address of somebody who may be tried out; None for anybody else."""
    return _one_click().get((role, name))
