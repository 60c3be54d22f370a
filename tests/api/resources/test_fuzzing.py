"""Whatever programs send, the API answers as its description says, and never fails.

Requests are made from the description by schemathesis: valid and invalid ones, with
ids of things that exist and of things that do not. Each is made as four different people;
those that go through a description value by value, a hundred for one operation, are shared
out among them, and are made as all four at night.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import psycopg
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from litestar import Litestar
from schemathesis.checks import load_all_checks
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.meta import TestPhase
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.application import build
from domain.codes import Subject
from domain.moderation import case_id_of
from domain.use_cases import commenting
from tests.api.installation import HOME
from tests.api.resources.city import City, a_city
from tests.api.resources.document import document
from tests.postgresql import Cluster
from tests.sizes import chosen
from tests.use_cases.town import answer

WITHOUT_LIMITS = {
    f"LIMIT_{name}": "999999999/day" for name in ("IDEAS", "COMMENTS", "REPORTS", "VOTES")
}
WHO = (None, "ana", "moderator", "auditor")

UUID_FORM = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

known: list[UUID] = []
serving: list[Litestar] = []


async def served_by_now(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
    """Be the application that the fixture has started; tests are collected before."""
    await serving[0](scope, receive, send)


schema = schemathesis.openapi.from_dict(document())
schema.app = served_by_now
OPERATIONS = {
    operation.label: operation
    for found in schema.get_all_operations()
    for operation in [found.ok()]  # type: ignore[union-attr]  # what is not well described fails here
}
load_all_checks()


STORES = (
    "sqlite",
    pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.nightly]),
)


@pytest.fixture(scope="module", params=STORES)
def city(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[City]:
    """Open a city with something in every state that ids can lead to."""
    variables = dict(WITHOUT_LIMITS)
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        with psycopg.connect(cluster.url(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE fuzzing TEMPLATE template0")
        variables["DATABASE_URL"] = cluster.url("fuzzing")
    with a_city(tmp_path_factory.mktemp("city"), **variables) as opened:
        process_id, _ = opened.open_process(moderation="post")
        first = opened.published(process_id)
        second = opened.published(process_id, "ben")
        third = opened.submit(process_id, "ben").id
        for name in WHO:
            opened.headers(name)
        said = commenting.post_comment(opened.platform, opened.as_("ben"), first, "Gut so.")
        remark = answer(said, commenting.Posted).id
        spam = Subject("proposal", second)
        commenting.report(opened.platform, opened.asking(None), spam, "HR05", None)
        subjects = (first, second, third, remark)
        known[:] = [*subjects, *(case_id_of(each, n) for each in subjects for n in (1, 2))]
        serving[:] = [build(opened.parts)]
        yield opened
    known.clear()
    serving.clear()


def with_known_ids(value: Any, dice: int) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Let ids be those of things there are, mostly; which ones, the dice say."""
    match value:
        case dict():
            return {name: with_known_ids(each, dice + len(name)) for name, each in value.items()}
        case list():
            return [with_known_ids(each, dice) for each in value]
        case str() if UUID_FORM.fullmatch(value):
            return ([str(each) for each in known] + [value])[dice % (len(known) + 1)]
        case _:
            return value


def among_known_things(case: schemathesis.Case[Any]) -> int:
    """Lead a request to things there are: most invented ids lead nowhere. Return its dice."""
    dice = zlib.crc32(repr((case.operation.label, case.query, case.body)).encode())
    parameters = with_known_ids(case.path_parameters or {}, dice)
    if dice % 2 and "slug" in parameters:
        parameters["slug"] = "gemeinsam"
    case.path_parameters = parameters
    case.query = with_known_ids(case.query or {}, dice)
    if isinstance(case.body, dict):
        case.body = with_known_ids(case.body, dice)
    headers: Any = case.headers or {}
    if headers.get("Idempotency-Key") == "0":
        # The simplest key there is would be used for everything, and be refused.
        headers["Idempotency-Key"] = str(dice)
    return dice


def askers(case: schemathesis.Case[Any], dice: int) -> Sequence[str | None]:
    """Return who makes a request: by day, of what is systematic, each person a share."""
    systematic = case.meta is not None and case.meta.phase.name is TestPhase.COVERAGE
    if systematic and not chosen().nightly:
        return (WHO[dice % len(WHO)],)
    return WHO


@settings(
    max_examples=max(5, chosen().examples // 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def answered_as_described(case: schemathesis.Case[Any], city: City) -> None:
    """Make a request as each of the people, and check what is answered."""
    dice = among_known_things(case)
    for name in askers(case, dice):
        response = case.call(base_url=HOME, headers=city.headers(name))
        case.validate_response(response, excluded_checks=exceptions(case, response.status_code))


# `schema.parametrize` would make the requests of all operations while tests are collected,
# in every worker; here each operation's are made by the worker that sends them.
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_is_described(label: str, city: City) -> None:
    sent = build_operation_test(
        config=schema.config,
        operation=OPERATIONS[label],
        test_func=answered_as_described,
        given_kwargs={},
        feedback=FeedbackSources(constants_value_source=make_constants_value_source(schema)),
    )
    sent(city=city)


def exceptions(case: schemathesis.Case[Any], status: int) -> list[Any]:
    """Return the checks that mean something else than the description says.

    Which strings are cursors of ours only we can know, a place belongs to a process, and
    a key may have been used before. The framework reads `null` in an address as a
    parameter that is not there. And we say who asks, and mostly in which process: where
    only that was invalid, nothing is.
    """
    query = case.query or {}
    ours = "cursor" in query or ("territory" in query and "process" not in query)
    found = [positive_data_acceptance] if ours or status == 422 else []
    excused = "null" in str(query) or overwritten(case)
    return [*found, negative_data_rejection] if excused else found


def overwritten(case: schemathesis.Case[Any]) -> bool:
    """Tell whether all that was made invalid in a request has been replaced since."""
    changed = case.meta.phase.data.mutations if case.meta is not None else ()
    named = (case.path_parameters or {}).get("slug") == "gemeinsam"
    ours = ("/Authorization", "/slug") if named else ("/Authorization",)
    return bool(changed) and all(each.schema_pointer.endswith(ours) for each in changed)
