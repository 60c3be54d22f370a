"""The JSON API and what stands beside it, by method and address. Ideas are others'."""

from collections.abc import Mapping

from tests.api.access.office import OFFICE_RESOURCES
from tests.api.access.strategy import STRATEGY_RESOURCES
from tests.api.access.table import Entry, contributors, each, everybody, only

PUBLIC = Entry(expected=everybody(200))
MISSING = Entry(expected=everybody(404))
AUDITORS = Entry(expected=only("auditor", 200, 401))
CONCERNED = Entry(expected=each(403, visitor=401, auditor=200, office=200))
VOTES = each(403, citizen=200, visitor=401)
CASE = "/api/v1/moderation/cases/{case_id}"
PROPOSAL = "/api/v1/proposals/{proposal_id}"

RESOURCES: Mapping[str, Entry] = {
    **OFFICE_RESOURCES,
    **STRATEGY_RESOURCES,
    "GET /api/v1/processes": PUBLIC,
    "GET /api/v1/processes/{slug}": PUBLIC,
    "POST /api/v1/processes/{slug}/proposals": Entry(
        expected=contributors(201, 401), sends={"title": "Rufbus", "body": "Am Abend."}
    ),
    "GET /api/v1/proposals": PUBLIC,
    f"GET {PROPOSAL}/comparison": PUBLIC,
    "GET /api/v1/processes/{slug}/comparison": PUBLIC,
    "GET /api/v1/moments": PUBLIC,
    f"GET {PROPOSAL}": PUBLIC,
    f"PUT {PROPOSAL}/support": Entry(expected=VOTES),
    f"DELETE {PROPOSAL}/support": Entry(expected=VOTES),
    # The process asks for support: residents get as far as that answer.
    f"PUT {PROPOSAL}/opinion": Entry(
        expected=each(403, citizen=409, visitor=401), sends={"choice": "agree"}
    ),
    f"DELETE {PROPOSAL}/opinion": Entry(expected=VOTES),
    f"GET {PROPOSAL}/receipt": Entry(expected=each(200, visitor=401)),
    f"DELETE {PROPOSAL}/receipt": Entry(expected=each(200, visitor=401)),
    f"GET {PROPOSAL}/comments": PUBLIC,
    f"POST {PROPOSAL}/comments": Entry(
        expected=contributors(201, 401), sends={"body": "Das brauchen wir."}
    ),
    "POST /api/v1/reports": Entry(
        expected=everybody(201),
        sends={"subject": '{"kind": "proposal", "id": "{proposal_id}"}', "rule": "HR07"},
    ),
    "GET /api/v1/moderation/cases": Entry(expected=only("moderator", 200, 401)),
    f"GET {CASE}": Entry(expected=only("moderator", 200, 401)),
    f"POST {CASE}/claim": Entry(expected=only("moderator", 200, 401)),
    f"POST {CASE}/release": Entry(expected=only("moderator", 409, 401)),
    f"POST {CASE}/escalation": Entry(
        expected=only("moderator", 409, 401), sends={"to": "legal", "reason": "Eine Drohung."}
    ),
    f"POST {CASE}/decision": Entry(
        expected=only("moderator", 409, 401), sends={"outcome": "publish"}
    ),
    f"POST {CASE}/appeal": Entry(
        expected=each(409, visitor=401), sends={"text": "Das war falsch."}
    ),
    "GET /api/v1/papers": Entry(expected=only("clerk", 200, 401)),
    "POST /api/v1/papers": Entry(
        expected=only("clerk", 201, 401),
        sends={
            "process": "gemeinsam",
            "received_on": "2023-06-16",
            "title": "Rufbus",
            "body": "Am Abend.",
        },
    ),
    "GET /api/v1/papers/{paper_id}": Entry(expected=only("clerk", 404, 401)),
    "PUT /api/v1/papers/{paper_id}/transcript": Entry(
        expected=only("clerk", 404, 401), sends={"title": "Rufbus", "body": "Am Abend."}
    ),
    "POST /api/v1/papers/{paper_id}/confirmation": Entry(
        expected=only("clerk", 404, 401), sends={"seen": "A" * 43}
    ),
    "POST /api/v1/papers/{paper_id}/aside": Entry(
        expected=only("clerk", 404, 401), sends={"reason": "duplicate"}
    ),
    "GET /api/v1/me/contributions": Entry(expected=each(200, visitor=401)),
    "GET /api/v1/me/reports": Entry(expected=each(200, visitor=401)),
    "GET /api/v1/me/erasure": Entry(expected=each(200, visitor=401)),
    # Programs come with a bearer token, which is not enough.
    "POST /api/v1/me/erasure": Entry(expected=each(403, visitor=401), sends={"texts": "all"}),
    "DELETE /api/v1/me/erasure": Entry(expected=each(200, visitor=401)),
    "GET /api/v1/me/data": Entry(expected=each(403, visitor=401)),
    "GET /api/v1/data-protection": Entry(expected=only("privacy", 200, 401)),
    "GET /api/v1/erasures": Entry(expected=each(403, visitor=401, office=200, privacy=200)),
    "POST /api/v1/erasures": Entry(
        expected=only("office", 201, 401),
        sends={"contribution": "{proposal_id}", "ground": "legal", "reason": "Ein Urteil."},
    ),
    # Nobody has proposed anything, which those who may judge are told and nobody else.
    "POST /api/v1/erasures/{object_id}/agreement": Entry(
        expected=each(403, visitor=401, office=404, privacy=404),
        sends={"seen": "2023-05-08T09:00:00Z"},
    ),
    "DELETE /api/v1/erasures/{object_id}": Entry(
        expected=each(403, visitor=401, office=404, privacy=404)
    ),
    "GET /api/v1/audit/events": PUBLIC,
    "GET /api/v1/audit/events.csv": AUDITORS,
    "GET /api/v1/audit/events.jsonl": AUDITORS,
    "GET /api/v1/processes/{slug}/proposals.csv": PUBLIC,
    "GET /api/v1/processes/{slug}/proposals.json": PUBLIC,
    "GET /api/v1/audits": AUDITORS,
    "POST /api/v1/audits": Entry(
        expected=only("auditor", 201, 401), sends={"scope": "counting", "process": "gemeinsam"}
    ),
    "GET /api/v1/audits/{audit_id}": AUDITORS,
    "POST /api/v1/audits/{audit_id}/replays": Entry(
        expected=only("auditor", 201, 401), sends={"position": "1"}
    ),
    "GET /api/v1/processes/{slug}/decisions.csv": PUBLIC,
    "GET /api/v1/processes/{slug}/measures.geojson": PUBLIC,
    "GET /api/v1/processes/{slug}/plans.csv": PUBLIC,
    "GET /api/v1/processes/{slug}/plans.json": PUBLIC,
    "GET /api/v1/processes/{slug}/decisions.json": PUBLIC,
    "POST /api/v1/audits/{audit_id}/findings": Entry(
        expected=only("auditor", 201, 401),
        sends={"severity": "note", "text": "Eine Frist war um einen Tag zu kurz."},
    ),
    # Each request gets an audit whose finding still waits for an answer.
    "POST /api/v1/audits/{audit_id}/close": Entry(expected=only("auditor", 409, 401)),
    "GET /api/v1/findings": CONCERNED,
    "GET /api/v1/findings/{finding_id}": CONCERNED,
    "POST /api/v1/findings/{finding_id}/answer": Entry(
        expected=only("office", 200, 401), sends={"text": "Wir haben die Frist verlängert."}
    ),
    "POST /api/v1/findings/{finding_id}/reopen": Entry(
        expected=only("auditor", 409, 401), sends={"text": "Bis wann gilt das alles genau?"}
    ),
    "POST /api/v1/findings/{finding_id}/settle": Entry(expected=only("auditor", 409, 401)),
    "GET /api/v1/proposals/{proposal_id}/answer": PUBLIC,
    "GET /api/v1/processes/{slug}/answers/overdue": PUBLIC,
    # No answers are too few.
    "POST /api/v1/answers": Entry(
        expected=only("office", 400, 401), sends={"process": "gemeinsam", "answers": []}
    ),
    "GET /api/v1/staff-reads": Entry(expected=each(403, visitor=401, auditor=200, privacy=200)),
    "GET /feed.atom": PUBLIC,
    # Which process is asked for has to be said.
    "GET /progress.atom": Entry(expected=everybody(400)),
    # Nothing is signed yet in a village without a signer; tests/api/public_log goes on.
    "GET /public-log/checkpoint": MISSING,
    "GET /public-log/checkpoints/sizes": PUBLIC,
    "GET /public-log/checkpoints/{name}": MISSING,
    "GET /public-log/keys": PUBLIC,
    "GET /public-log/policy": PUBLIC,
    "GET /public-log/tile/entries/{place}": MISSING,
    "GET /public-log/tile/{level}/{place}": MISSING,
    "GET /public-log/texts/{place}": MISSING,
    # The operator has named nobody.
    "GET /.well-known/security.txt": MISSING,
    "GET /healthz": PUBLIC,
    "GET /readyz": PUBLIC,
    "GET /metrics": PUBLIC,
    "GET /openapi.json": PUBLIC,
    "GET /docs": Entry(expected=everybody(302)),
}
