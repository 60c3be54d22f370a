"""The strategy for programs: read by everybody, worked on by office and secretaries."""

from collections.abc import Mapping

from tests.api.access.table import Entry, everybody

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
    f"GET {_ONE}/strategy": _READ,
}

STRATEGY_RESOURCES: Mapping[str, Entry] = {**_READS}
