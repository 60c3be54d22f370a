"""Pages, by method and address without its language. Ideas and comments are others'."""

from collections.abc import Mapping

from tests.api.access.office import OFFICE_PAGES
from tests.api.access.table import (
    SIGN_IN,
    Entry,
    contributors,
    each,
    everybody,
    only,
)

ANYBODY = Entry(expected=everybody(200))
SIGNED_IN = Entry(expected=each(200, visitor=SIGN_IN))
VOTES = each(403, citizen=303)
MODERATORS = only("moderator", 200, SIGN_IN)
CLERKS = only("clerk", 200, SIGN_IN)
AUDITORS = Entry(expected=only("auditor", 200, SIGN_IN))
OFFICES = Entry(expected=only("office", 200, SIGN_IN))
CONCERNED = Entry(expected=each(403, visitor=SIGN_IN, auditor=200, office=200))

JUDGES = Entry(expected=each(403, visitor=SIGN_IN, office=404, privacy=404))
COUNCIL = Entry(expected=only("secretary", 404, SIGN_IN))
PAGES: Mapping[str, Entry] = {
    **OFFICE_PAGES,
    "GET /": Entry(expected=everybody(303)),
    "GET /i/{receipt}": Entry(expected=everybody(303)),
    "GET ": ANYBODY,
    "GET /p/{slug}": ANYBODY,
    "GET /p/{slug}/calendar.ics": ANYBODY,
    "GET /p/{slug}/ideas": ANYBODY,
    "GET /p/{slug}/places": ANYBODY,
    # The process has no place of the key that the placeholder names.
    "GET /p/{slug}/places/{key}": Entry(expected=everybody(404)),
    "GET /p/{slug}/measures": ANYBODY,
    "GET /p/{slug}/measures/assessment": ANYBODY,
    "GET /p/{slug}/statements": ANYBODY,
    "GET /measures/{measure_id}": ANYBODY,
    "GET /p/{slug}/strategy": ANYBODY,
    # Nothing is published in the process that is asked about.
    "GET /p/{slug}/strategy/{version}": Entry(expected=everybody(404)),
    "GET /p/{slug}/strategy/{version}/compare": Entry(expected=everybody(404)),
    "GET /p/{slug}/strategy/{version}/document.pdf": Entry(expected=everybody(404)),
    "GET /measures/{measure_id}/versions/{number}/paper.pdf": ANYBODY,
    "GET /p/{slug}/reports/{year}": Entry(expected=everybody(404)),
    "GET /p/{slug}/reports/{year}/document.pdf": Entry(expected=everybody(404)),
    "GET /p/{slug}/reports/publish": OFFICES,
    "POST /p/{slug}/reports/publish": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/mission": ANYBODY,
    # Nobody has written a mission in the process that is asked about.
    "GET /p/{slug}/mission/{version}": Entry(expected=everybody(404)),
    "GET /p/{slug}/mission/{version}/compare": Entry(expected=everybody(404)),
    "GET /p/{slug}/mission/edit": OFFICES,
    "POST /p/{slug}/mission/edit": Entry(expected=only("office", 400, SIGN_IN)),
    "POST /p/{slug}/mission/adoption": Entry(expected=only("office", 404, SIGN_IN)),
    # No paragraph is named.
    "POST /p/{slug}/mission/remarks": Entry(expected=each(400, visitor=SIGN_IN)),
    "GET /p/{slug}/strategy/revision": OFFICES,
    "POST /p/{slug}/strategy/revision": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/strategy/publish": OFFICES,
    "POST /p/{slug}/strategy/publish": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/plans": ANYBODY,
    # Nothing is planned in the year the placeholder names.
    "GET /p/{slug}/plans/{year}": Entry(expected=everybody(404)),
    "GET /p/{slug}/plans/{year}/edit": OFFICES,
    "POST /p/{slug}/plans/{year}/edit": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/board": OFFICES,
    "GET /p/{slug}/usable": ANYBODY,
    "GET /p/{slug}/labs": ANYBODY,
    "GET /p/{slug}/labs/new": OFFICES,
    "POST /p/{slug}/labs/new": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/funding": ANYBODY,
    "POST /p/{slug}/funding/notices": Entry(expected=only("office", 400, SIGN_IN)),
    # There is no such lab.
    "GET /labs/{lab_id}": Entry(expected=everybody(404)),
    "POST /labs/{lab_id}/feedback": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /labs/{lab_id}/extension": Entry(expected=only("office", 404, SIGN_IN)),
    "POST /labs/{lab_id}/evaluation": Entry(expected=only("office", 404, SIGN_IN)),
    "GET /p/{slug}/measures/new": OFFICES,
    "POST /p/{slug}/measures/new": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /measures/{measure_id}/edit": OFFICES,
    "POST /measures/{measure_id}/edit": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /measures/{measure_id}/office": OFFICES,
    "POST /measures/{measure_id}/office": Entry(
        expected=only("office", 400, SIGN_IN), sends={"act": "nothing"}
    ),
    "GET /measures/{measure_id}/versions/{number}": ANYBODY,
    "GET /p/{slug}/submit": Entry(expected=contributors(200, 200)),
    "POST /p/{slug}/submit": Entry(
        expected=contributors(303, SIGN_IN), sends={"title": "Rufbus", "body": "Am Abend."}
    ),
    "POST /p/{slug}/similar": Entry(
        expected=each(200, visitor=SIGN_IN), sends={"text": "Rufbus am Abend"}
    ),
    "GET /drafts/{draft_id}": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /drafts/{draft_id}": Entry(
        expected=each(303, visitor=SIGN_IN), sends={"intent": "delete"}
    ),
    "GET /ideas/{idea_id}": ANYBODY,
    "POST /ideas/{idea_id}/support": Entry(expected=VOTES, sends={"action": "give"}),
    "POST /ideas/{idea_id}/opinion": Entry(
        # The process asks for support: residents get as far as that answer.
        expected=each(403, citizen=409),
        sends={"choice": "agree"},
    ),
    "GET /ideas/{idea_id}/receipt": SIGNED_IN,
    # Nobody has voted for the idea: there is nothing to hand out or to forget.
    "GET /ideas/{idea_id}/receipt/file": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /ideas/{idea_id}/receipt/forget": Entry(expected=each(404, visitor=SIGN_IN)),
    "GET /ideas/{idea_id}/versions/{number}": ANYBODY,
    "GET /ideas/{idea_id}/compare": ANYBODY,
    "GET /p/{slug}/compare": ANYBODY,
    "GET /ideas/{idea_id}/edit": Entry(expected=each(403, visitor=SIGN_IN)),
    "POST /ideas/{idea_id}/edit": Entry(expected=each(403, visitor=SIGN_IN)),
    "POST /ideas/{idea_id}/withdraw": Entry(expected=everybody(403), sends={"reason": "done"}),
    "POST /ideas/{idea_id}/merge": Entry(
        # Citizens merge their own ideas; of others' they are told that only authors do.
        expected=each(409, visitor=403, moderator=303, auditor=403, privacy=403, admin=403),
        sends={"into": "B-2023-0001"},
    ),
    "POST /ideas/{idea_id}/unmerge": Entry(
        # It is not merged; whoever may not undo that is told no more.
        expected=each(409, visitor=403, auditor=403, privacy=403, admin=403),
        sends={"reason": "Es sind doch zwei Ideen."},
    ),
    "POST /ideas/{idea_id}/comments": Entry(
        expected=contributors(303, SIGN_IN), sends={"body": "Das brauchen wir."}
    ),
    "GET /comments/{comment_id}": Entry(expected=everybody(303)),
    "GET /comments/{comment_id}/edit": Entry(expected=each(403, visitor=SIGN_IN)),
    "POST /comments/{comment_id}/edit": Entry(expected=each(403, visitor=SIGN_IN)),
    "POST /comments/{comment_id}/withdraw": Entry(expected=each(403, visitor=SIGN_IN)),
    # There is no remark of this id.
    "GET /remarks/{remark_id}": Entry(expected=everybody(404)),
    "GET /remarks/{remark_id}/edit": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /remarks/{remark_id}/edit": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /remarks/{remark_id}/withdraw": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /reports": Entry(
        expected=everybody(303), sends={"kind": "proposal", "id": "{idea_id}", "rule": "HR07"}
    ),
    "GET /checkpoints": ANYBODY,
    "GET /me": SIGNED_IN,
    "POST /me/sessions/end": Entry(expected=each(303, visitor=SIGN_IN)),
    "POST /me/tokens/end": Entry(expected=each(303, visitor=SIGN_IN)),
    "GET /me/erasure": SIGNED_IN,
    # Nothing is ticked: the form comes back.
    "POST /me/erasure": Entry(expected=each(400, visitor=SIGN_IN), sends={"what": "texts"}),
    "POST /me/erasure/sign-in": Entry(expected=each(303, visitor=SIGN_IN)),
    "GET /erasure/{token}": Entry(expected=everybody(404)),
    "POST /erasure/{token}/cancel": Entry(expected=everybody(303)),
    "GET /erasure/{token}/proof.json": Entry(expected=everybody(404)),
    "GET /erasure/{token}/proof.txt": Entry(expected=everybody(404)),
    "GET /me/export": SIGNED_IN,
    "POST /me/export/sign-in": Entry(expected=each(303, visitor=SIGN_IN)),
    "POST /me/export/download": Entry(expected=each(200, visitor=SIGN_IN)),
    "GET /data-protection": Entry(expected=only("privacy", 200, SIGN_IN)),
    "GET /erasures": Entry(expected=each(403, visitor=SIGN_IN, office=200, privacy=200)),
    # Data protection sees what was proposed, and nothing else.
    "GET /erasures/{object_id}": Entry(
        expected=each(403, visitor=SIGN_IN, office=200, privacy=404)
    ),
    "POST /erasures/{object_id}": Entry(
        expected=only("office", 303, SIGN_IN), sends={"ground": "legal", "reason": "Ein Urteil."}
    ),
    # Nobody has proposed anything, which those who may judge are told and nobody else.
    "POST /erasures/{object_id}/agreement": JUDGES,
    "POST /erasures/{object_id}/refusal": JUDGES,
    "GET /moderation": Entry(expected=MODERATORS),
    "GET /moderation/cases/{case_id}": Entry(expected=MODERATORS),
    "POST /moderation/cases/{case_id}/claim": Entry(expected=only("moderator", 303, SIGN_IN)),
    # The case was not claimed, so even a moderator cannot give it back or decide it.
    "POST /moderation/cases/{case_id}/release": Entry(expected=only("moderator", 409, SIGN_IN)),
    "POST /moderation/cases/{case_id}/note": Entry(
        expected=only("moderator", 303, SIGN_IN), sends={"text": "Eine Notiz."}
    ),
    "POST /moderation/cases/{case_id}/escalation": Entry(
        expected=only("moderator", 409, SIGN_IN), sends={"to": "legal", "reason": "Eine Drohung."}
    ),
    "POST /moderation/cases/{case_id}/decision": Entry(
        expected=only("moderator", 409, SIGN_IN), sends={"outcome": "publish"}
    ),
    "POST /moderation/cases/{case_id}/appeal-decision": Entry(
        expected=only("moderator", 409, SIGN_IN),
        sends={"outcome": "upheld", "explanation": "Die Gründe waren richtig."},
    ),
    "GET /moderation/cases/{case_id}/appeal": Entry(expected=each(404, visitor=SIGN_IN)),
    "POST /moderation/cases/{case_id}/appeal": Entry(
        expected=each(404, visitor=SIGN_IN), sends={"text": "Das war falsch."}
    ),
    "GET /p/{slug}/answers": ANYBODY,
    "GET /answers": Entry(expected=only("office", 200, SIGN_IN)),
    "GET /p/{slug}/answers/desk": Entry(expected=only("office", 200, SIGN_IN)),
    # There is no such unit yet, which the form says to those who may send it.
    "POST /p/{slug}/answers/desk": Entry(
        expected=only("office", 400, SIGN_IN),
        sends={"ideas": ["{idea_id}"], "verdict": "accepted", "text": "Das machen wir."},
    ),
    "GET /ideas/{idea_id}/answer": Entry(expected=only("office", 200, SIGN_IN)),
    "POST /ideas/{idea_id}/answer": Entry(
        expected=only("office", 400, SIGN_IN),
        sends={"verdict": "accepted", "text": "Das machen wir."},
    ),
    "POST /ideas/{idea_id}/answer/reviews": Entry(
        expected=only("office", 400, SIGN_IN), sends={"due": "2023-07-31"}
    ),
    # Nobody asked for this review, and nothing was promised.
    "POST /ideas/{idea_id}/answer/reviews/{review_id}": Entry(
        expected=only("office", 400, SIGN_IN), sends={"feasible": "yes"}
    ),
    "POST /ideas/{idea_id}/answer/outcome": Entry(
        expected=only("office", 400, SIGN_IN), sends={"outcome": "Der Bus fährt."}
    ),
    # There is no answer yet that could be printed.
    # It did not come on paper, so clerks may not read a letter about it.
    "GET /ideas/{idea_id}/letter": Entry(expected=each(403, visitor=SIGN_IN, office=404)),
    "GET /p/{slug}/workshops": ANYBODY,
    "GET /p/{slug}/workshops/new": OFFICES,
    "POST /p/{slug}/workshops/new": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /workshops/{workshop_id}": Entry(expected=everybody(404)),
    "POST /workshops/{workshop_id}/result": Entry(expected=only("office", 404, SIGN_IN)),
    "POST /workshops/{workshop_id}/confirmation": Entry(expected=only("office", 404, SIGN_IN)),
    "POST /workshops/{workshop_id}/discarding": Entry(
        expected=only("office", 404, SIGN_IN), sends={"reason": "Verzählt."}
    ),
    "POST /workshops/{workshop_id}/cancellation": Entry(
        expected=only("office", 404, SIGN_IN), sends={"reason": "Sturm."}
    ),
    "GET /p/{slug}/inventory": ANYBODY,
    "GET /p/{slug}/gaps": ANYBODY,
    "POST /p/{slug}/recommendations": Entry(
        expected=only("office", 303, SIGN_IN), sends={"gap": "Kein Bus.", "text": "Einen Bus."}
    ),
    "GET /p/{slug}/inventory/report": Entry(expected=contributors(200, SIGN_IN)),
    "POST /p/{slug}/inventory/report": Entry(
        expected=contributors(303, SIGN_IN), sends={"title": "Rufbus"}
    ),
    "GET /p/{slug}/inventory/new": Entry(expected=only("office", 200, SIGN_IN)),
    "POST /p/{slug}/inventory/new": Entry(
        expected=only("office", 303, SIGN_IN), sends={"title": "Rufbus"}
    ),
    "GET /p/{slug}/inventory/upload": Entry(expected=only("office", 200, SIGN_IN)),
    "POST /p/{slug}/inventory/upload": Entry(expected=only("office", 400, SIGN_IN)),
    "GET /p/{slug}/inventory/desk": Entry(expected=only("office", 200, SIGN_IN)),
    # There is no such item and no such recommendation.
    "GET /inventory/{item_id}": Entry(expected=everybody(404)),
    "GET /inventory/{item_id}/edit": Entry(expected=only("office", 404, SIGN_IN)),
    "POST /inventory/{item_id}/edit": Entry(
        expected=only("office", 404, SIGN_IN), sends={"title": "Rufbus", "reason": "Er fährt."}
    ),
    "POST /inventory/{item_id}/acceptance": Entry(expected=only("office", 404, SIGN_IN)),
    "POST /inventory/{item_id}/refusal": Entry(
        expected=only("office", 404, SIGN_IN), sends={"reason": "Das gibt es nicht."}
    ),
    "POST /inventory/{item_id}/classification": Entry(
        expected=only("office", 404, SIGN_IN), sends={"field": "", "maturity": "1"}
    ),
    "POST /recommendations/{recommendation_id}/drop": Entry(
        expected=only("office", 404, SIGN_IN), sends={"reason": "Das Land macht es."}
    ),
    "GET /papers": Entry(expected=CLERKS),
    "GET /p/{slug}/papers/new": Entry(expected=CLERKS),
    "POST /p/{slug}/papers/new": Entry(
        expected=only("clerk", 303, SIGN_IN),
        sends={"received_on": "2023-06-16", "title": "Rufbus", "body": "Am Abend."},
    ),
    # There is no such sheet, which clerks are told and nobody else.
    "GET /papers/{paper_id}": Entry(expected=only("clerk", 404, SIGN_IN)),
    "GET /papers/{paper_id}/receipt": Entry(expected=only("clerk", 404, SIGN_IN)),
    "GET /papers/{paper_id}/letter": Entry(
        expected=each(403, visitor=SIGN_IN, clerk=404, office=404)
    ),
    "POST /papers/{paper_id}/appeal": Entry(
        expected=only("clerk", 404, SIGN_IN), sends={"text": "Das ist nicht gerecht."}
    ),
    "GET /papers/{paper_id}/correction": Entry(expected=only("clerk", 404, SIGN_IN)),
    "POST /papers/{paper_id}/correction": Entry(
        expected=only("clerk", 404, SIGN_IN), sends={"title": "Rufbus", "body": "Am Abend."}
    ),
    "POST /papers/{paper_id}/confirmation": Entry(expected=only("clerk", 404, SIGN_IN)),
    "POST /papers/{paper_id}/aside": Entry(
        expected=only("clerk", 404, SIGN_IN), sends={"reason": "duplicate"}
    ),
    "GET /audit": ANYBODY,
    "POST /audit/check": Entry(expected=only("auditor", 200, SIGN_IN)),
    "GET /audit/objects/{object_id}": ANYBODY,
    "GET /audit/four-eyes": AUDITORS,
    "GET /audit/reads": Entry(expected=each(403, visitor=SIGN_IN, auditor=200, privacy=200)),
    "GET /audit/runs": AUDITORS,
    "POST /audit/runs": Entry(
        expected=only("auditor", 303, SIGN_IN), sends={"scope": "counting", "process": "{slug}"}
    ),
    "GET /audit/runs/{audit_id}": AUDITORS,
    "POST /audit/runs/{audit_id}/replay": Entry(
        expected=only("auditor", 303, SIGN_IN), sends={"position": "1"}
    ),
    "POST /audit/runs/{audit_id}/findings": Entry(
        expected=only("auditor", 303, SIGN_IN),
        sends={"severity": "note", "text": "Eine Frist war um einen Tag zu kurz."},
    ),
    # Each request gets an audit whose finding still waits for an answer.
    "POST /audit/runs/{audit_id}/close": Entry(expected=only("auditor", 400, SIGN_IN)),
    "GET /audit/findings": CONCERNED,
    "GET /audit/findings/{finding_id}": CONCERNED,
    "POST /audit/findings/{finding_id}/answer": Entry(
        expected=only("office", 303, SIGN_IN), sends={"text": "Wir haben die Frist verlängert."}
    ),
    "POST /audit/findings/{finding_id}/reopen": Entry(
        expected=only("auditor", 400, SIGN_IN), sends={"text": "Bis wann gilt das alles genau?"}
    ),
    "POST /audit/findings/{finding_id}/settle": Entry(expected=only("auditor", 409, SIGN_IN)),
    "GET /staff": Entry(expected=only("admin", 200, SIGN_IN)),
    "POST /staff/grant": Entry(
        expected=only("admin", 303, SIGN_IN),
        sends={"email": "neu@beispiel.example", "role": "clerk", "until": "2023-12-31"},
    ),
    "POST /staff/revoke": Entry(expected=only("admin", 404, SIGN_IN), sends={"grant": "999999"}),
    "GET /sign-in": Entry(expected=each(303, visitor=200)),
    "POST /sign-in": Entry(expected=everybody(303), sends={"email": "ana@beispiel.example"}),
    "GET /sign-in/sent": ANYBODY,
    "GET /sign-in/{token}": Entry(expected=everybody(410)),
    "POST /sign-in/{token}": Entry(expected=everybody(410)),
    "POST /sign-out": Entry(expected=everybody(303)),
    "GET /verify": ANYBODY,
    "GET /verify/receipt": ANYBODY,
    "GET /rules": ANYBODY,
    "GET /privacy": ANYBODY,
    "GET /imprint": ANYBODY,
    "GET /accessibility": ANYBODY,
    "GET /api": ANYBODY,
    "GET /p/{slug}/decisions": ANYBODY,
    # There is no such item, which secretaries are told at their desk.
    "GET /decisions/{decision_id}": Entry(expected=everybody(404)),
    "GET /council": Entry(expected=only("secretary", 200, SIGN_IN)),
    "GET /p/{slug}/council/new": Entry(expected=only("secretary", 200, SIGN_IN)),
    "POST /p/{slug}/council/new": Entry(expected=only("secretary", 400, SIGN_IN)),
    "GET /council/{decision_id}": Entry(expected=only("secretary", 404, SIGN_IN)),
    "POST /council/{item}/postponement": COUNCIL,
    "POST /council/{item}/record": COUNCIL,
    "POST /council/{item}/confirmation": COUNCIL,
    "POST /council/{item}/discard": COUNCIL,
    "POST /council/{item}/publication": COUNCIL,
    "POST /council/{item}/correction": COUNCIL,
    "POST /council/{item}/correction/confirmation": COUNCIL,
    "POST /council/{item}/correction/discard": COUNCIL,
    "POST /council/{item}/repeal": COUNCIL,
    "GET /demo/outbox": ANYBODY,
    "GET /demo/outbox/{mail_id}": Entry(expected=everybody(404)),
    "POST /demo/sign-in": Entry(
        expected=everybody(404), sends={"role": "admin", "name": "Niemand"}
    ),
}
