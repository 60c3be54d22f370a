"""What the project office does, on pages and by programs: for its people alone."""

from collections.abc import Mapping

from tests.api.access.table import SIGN_IN, Entry, everybody, only

_DESK = Entry(expected=only("office", 200, SIGN_IN))
_INCOMPLETE = Entry(expected=only("office", 400, SIGN_IN))
_NOT_THERE = Entry(expected=only("office", 404, SIGN_IN))
# A wish about something that is not in the process; only phases answer as missing pages do.
_UNKNOWN = Entry(expected=only("office", 409, SIGN_IN))
_HERE = "/p/{slug}/office"

OFFICE_PAGES: Mapping[str, Entry] = {
    "GET /office": _DESK,
    "GET /office/new": _DESK,
    "POST /office/new": _INCOMPLETE,
    f"GET {_HERE}": _DESK,
    f"GET {_HERE}/about": _DESK,
    f"POST {_HERE}/about": _INCOMPLETE,
    f"GET {_HERE}/places": _DESK,
    f"POST {_HERE}/places": _INCOMPLETE,
    f"GET {_HERE}/fields": _DESK,
    f"POST {_HERE}/fields": _INCOMPLETE,
    f"POST {_HERE}/fields/merge": _INCOMPLETE,
    f"POST {_HERE}/fields/{{field_id}}/name": _UNKNOWN,
    f"GET {_HERE}/phases": _DESK,
    f"POST {_HERE}/phases": _INCOMPLETE,
    f"POST {_HERE}/phases/{{phase_id}}/opening": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/closing": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/extension": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/reopening": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/agreement": _NOT_THERE,
    f"GET {_HERE}/bodies": _DESK,
    f"POST {_HERE}/bodies": _INCOMPLETE,
    f"POST {_HERE}/bodies/{{body_id}}": _UNKNOWN,
    f"POST {_HERE}/units": _INCOMPLETE,
    f"POST {_HERE}/units/{{unit_id}}": _UNKNOWN,
    f"GET {_HERE}/goals": _DESK,
    f"POST {_HERE}/goals": _INCOMPLETE,
    f"POST {_HERE}/goals/{{goal_id}}": _UNKNOWN,
    f"POST {_HERE}/goals/{{goal_id}}/indicators": _UNKNOWN,
    f"POST {_HERE}/indicators/{{indicator_id}}/values": _UNKNOWN,
    f"GET {_HERE}/archive": _DESK,
    f"POST {_HERE}/archive": _INCOMPLETE,
}

_API = "/api/v1/processes"
_ONE = f"{_API}/{{slug}}"
_READ = Entry(expected=everybody(200))
# Nothing is sent, which is too little for everything that says something.
_TOO_LITTLE = Entry(expected=only("office", 400, 401))
_NO_SUCH_PHASE = Entry(expected=only("office", 404, 401))

OFFICE_RESOURCES: Mapping[str, Entry] = {
    f"POST {_API}": _TOO_LITTLE,
    f"PUT {_ONE}/description": _TOO_LITTLE,
    f"POST {_ONE}/territories": _TOO_LITTLE,
    f"POST {_ONE}/action-fields": _TOO_LITTLE,
    f"PUT {_ONE}/action-fields/{{field_id}}/name": _TOO_LITTLE,
    f"PUT {_ONE}/action-fields/{{field_id}}/merged-into": _TOO_LITTLE,
    f"POST {_ONE}/phases": _TOO_LITTLE,
    f"POST {_ONE}/phases/{{phase_id}}/opening": _NO_SUCH_PHASE,
    f"POST {_ONE}/phases/{{phase_id}}/extension": _TOO_LITTLE,
    f"POST {_ONE}/phases/{{phase_id}}/closing": _NO_SUCH_PHASE,
    f"POST {_ONE}/phases/{{phase_id}}/reopening": _TOO_LITTLE,
    f"GET {_ONE}/phases/waiting": Entry(expected=only("office", 200, 401)),
    f"POST {_ONE}/phases/{{phase_id}}/agreement": _TOO_LITTLE,
    f"POST {_ONE}/archive": _TOO_LITTLE,
    f"GET {_ONE}/organisation": _READ,
    f"POST {_ONE}/bodies": _TOO_LITTLE,
    f"PUT {_ONE}/bodies/{{body_id}}": _TOO_LITTLE,
    f"POST {_ONE}/units": _TOO_LITTLE,
    f"PUT {_ONE}/units/{{unit_id}}": _TOO_LITTLE,
    f"GET {_ONE}/goals": _READ,
    f"POST {_ONE}/goals": _TOO_LITTLE,
    f"PUT {_ONE}/goals/{{goal_id}}": _TOO_LITTLE,
    f"POST {_ONE}/goals/{{goal_id}}/indicators": _TOO_LITTLE,
    f"POST {_ONE}/indicators/{{indicator_id}}/values": _TOO_LITTLE,
}
