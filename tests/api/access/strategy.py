"""The strategy for programs: read by everybody, worked on by office and secretaries."""

from collections.abc import Mapping

from tests.api.access.table import Entry, each, everybody, only

_READ = Entry(expected=everybody(200))
_MISSING = Entry(expected=everybody(404))
_ONE = "/api/v1/processes/{slug}"
_MEASURE = "/api/v1/measures/{measure_id}"

_READS: Mapping[str, Entry] = {
    f"GET {_ONE}/measures": _READ,
    f"GET {_MEASURE}": _READ,
    f"GET {_MEASURE}/versions": _READ,
    f"GET {_MEASURE}/assessments": _READ,
    f"GET {_MEASURE}/statements": _READ,
    f"GET {_ONE}/decisions": _READ,
    "GET /api/v1/decisions/{decision_id}": _MISSING,
    f"GET {_ONE}/inventory": _READ,
    "GET /api/v1/inventory/{item_id}": _MISSING,
    f"GET {_ONE}/gaps": _READ,
    f"GET {_ONE}/plans": _READ,
    # Nothing is planned for that year.
    f"GET {_ONE}/plans/{{year}}": _MISSING,
    f"GET {_ONE}/funding": _READ,
    f"GET {_ONE}/labs": _READ,
    "GET /api/v1/labs/{lab_id}": _MISSING,
    f"GET {_ONE}/workshops": _READ,
    "GET /api/v1/workshops/{workshop_id}": _MISSING,
    f"GET {_ONE}/mission": _READ,
    f"GET {_ONE}/mission/remarks": _READ,
    f"GET {_ONE}/strategy": _READ,
}

# Nothing is sent, which is too little for everything that says something.
_TOO_LITTLE = Entry(expected=only("office", 400, 401))
_NOT_PAUSED = Entry(expected=only("office", 409, 401))
_NO_SUCH_ITEM = Entry(expected=only("office", 404, 401))
_NO_SUCH_DECISION = Entry(expected=only("secretary", 404, 401))
_DECISION = "/api/v1/decisions/{decision_id}"
_ITEM = "/api/v1/inventory/{item_id}"
_LAB = "/api/v1/labs/{lab_id}"
_WORKSHOP = "/api/v1/workshops/{workshop_id}"

_OFFICE: Mapping[str, Entry] = {
    f"POST {_ONE}/measures": _TOO_LITTLE,
    f"PUT {_MEASURE}/profile": _TOO_LITTLE,
    f"POST {_MEASURE}/sources": _TOO_LITTLE,
    f"POST {_MEASURE}/sources/{{source_id}}/unlinking": _TOO_LITTLE,
    f"POST {_MEASURE}/assessments": _TOO_LITTLE,
    f"POST {_ONE}/mission/remarks": Entry(expected=each(400, visitor=401)),
    f"PUT {_MEASURE}/priority": _TOO_LITTLE,
    f"POST {_MEASURE}/submission": _TOO_LITTLE,
    f"POST {_MEASURE}/statements": _TOO_LITTLE,
    f"PUT {_MEASURE}/statements/{{statement_id}}": _TOO_LITTLE,
    f"PUT {_MEASURE}/place": _TOO_LITTLE,
    f"POST {_MEASURE}/parking": _TOO_LITTLE,
    f"POST {_MEASURE}/start": _TOO_LITTLE,
    f"POST {_MEASURE}/milestones": _TOO_LITTLE,
    f"PUT {_MEASURE}/milestones/{{milestone_id}}/due": _TOO_LITTLE,
    f"PUT {_MEASURE}/milestones/{{milestone_id}}/reached": _TOO_LITTLE,
    f"POST {_MEASURE}/reports": _TOO_LITTLE,
    f"POST {_MEASURE}/pause": _TOO_LITTLE,
    f"POST {_MEASURE}/resumption": _NOT_PAUSED,
    f"POST {_MEASURE}/completion": _TOO_LITTLE,
    f"POST {_MEASURE}/stop": _TOO_LITTLE,
    f"PUT {_MEASURE}/transfer": _TOO_LITTLE,
    f"PUT {_ONE}/plans/{{year}}": _TOO_LITTLE,
    f"POST {_ONE}/inventory": _TOO_LITTLE,
    f"POST {_ONE}/gaps": _TOO_LITTLE,
    f"PUT {_ITEM}": _NO_SUCH_ITEM,
    f"PUT {_ITEM}/classification": _NO_SUCH_ITEM,
    f"POST {_ITEM}/acceptance": _NO_SUCH_ITEM,
    f"POST {_ITEM}/refusal": _NO_SUCH_ITEM,
    f"POST {_ONE}/funding": _TOO_LITTLE,
    f"PUT {_ONE}/funding/{{notice_id}}": _TOO_LITTLE,
    f"POST {_ONE}/labs": _TOO_LITTLE,
    f"POST {_LAB}/extension": _NO_SUCH_ITEM,
    f"POST {_LAB}/evaluation": _NO_SUCH_ITEM,
    f"POST {_ONE}/workshops": _TOO_LITTLE,
    f"POST {_WORKSHOP}/cancellation": _NO_SUCH_ITEM,
    f"POST {_WORKSHOP}/result": _NO_SUCH_ITEM,
    f"POST {_WORKSHOP}/confirmation": _NO_SUCH_ITEM,
    f"POST {_WORKSHOP}/result/discarding": _NO_SUCH_ITEM,
    f"POST {_ONE}/mission/versions": _TOO_LITTLE,
    f"POST {_ONE}/mission/adoption": _TOO_LITTLE,
    f"POST {_ONE}/strategy/revision": _TOO_LITTLE,
    f"POST {_ONE}/strategy/versions": _TOO_LITTLE,
    f"PUT {_ONE}/strategy/reports/{{year}}": _TOO_LITTLE,
}

_SECRETARIES: Mapping[str, Entry] = {
    f"POST {_ONE}/decisions": Entry(expected=only("secretary", 400, 401)),
    **{
        f"POST {_DECISION}/{command}": _NO_SUCH_DECISION
        for command in (
            "postponement",
            "record",
            "record/discarding",
            "correction",
            "correction/discarding",
            "repeal",
            "confirmation",
            "publication",
            "correction/confirmation",
        )
    },
}

_WAITING: Mapping[str, Entry] = {
    f"GET {_ONE}/workshops/waiting": Entry(expected=only("office", 200, 401)),
    f"GET {_ONE}/decisions/waiting": Entry(expected=only("secretary", 200, 401)),
}

STRATEGY_RESOURCES: Mapping[str, Entry] = {**_READS, **_WAITING, **_OFFICE, **_SECRETARIES}
