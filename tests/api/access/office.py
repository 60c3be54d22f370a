"""Pages of the project office: for its people alone, also where nothing is found."""

from collections.abc import Mapping

from tests.api.access.table import SIGN_IN, Entry, only

_DESK = Entry(expected=only("office", 200, SIGN_IN))
_INCOMPLETE = Entry(expected=only("office", 400, SIGN_IN))
_NOT_THERE = Entry(expected=only("office", 404, SIGN_IN))
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
    f"POST {_HERE}/fields/{{field_id}}/name": _NOT_THERE,
    f"GET {_HERE}/phases": _DESK,
    f"POST {_HERE}/phases": _INCOMPLETE,
    f"POST {_HERE}/phases/{{phase_id}}/opening": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/closing": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/extension": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/reopening": _NOT_THERE,
    f"POST {_HERE}/phases/{{phase_id}}/agreement": _NOT_THERE,
    f"GET {_HERE}/bodies": _DESK,
    f"POST {_HERE}/bodies": _INCOMPLETE,
    f"POST {_HERE}/bodies/{{body_id}}": _NOT_THERE,
    f"POST {_HERE}/units": _INCOMPLETE,
    f"POST {_HERE}/units/{{unit_id}}": _NOT_THERE,
    f"GET {_HERE}/goals": _DESK,
    f"POST {_HERE}/goals": _INCOMPLETE,
    f"POST {_HERE}/goals/{{goal_id}}": _NOT_THERE,
    f"POST {_HERE}/goals/{{goal_id}}/indicators": _NOT_THERE,
    f"POST {_HERE}/indicators/{{indicator_id}}/values": _NOT_THERE,
    f"GET {_HERE}/archive": _DESK,
    f"POST {_HERE}/archive": _INCOMPLETE,
}
