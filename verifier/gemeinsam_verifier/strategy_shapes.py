"""Fields and texts of the entries about the strategy, as `shapes` reads them.

A text that a rule asks for by name is marked as one that may be absent, so that the
rule can say in words what its absence means.
"""

from gemeinsam_verifier.kinds import RESULTS

PROFILE = (
    "field:id cost?:count own?:count funding:counts goals:ids lead?:id starts?:day ends?:day",
    (
        "title summary problem? target_group? benefit? approach? present_state? partners? steps? "
        "risks? superior_strategy? privacy? transferability?"
    ),
)
FACTS = (
    "item:id kind:word status:word field?:id parent?:id",
    "title text? owner?",
)
DECIDED = "text? conditions? minutes?"

STRATEGY_SHAPES: dict[str, tuple[str, str]] = {
    "organisation.body-defined": (
        "body:id kind:council|committee|advisory seats:positive territory?:territory",
        "name",
    ),
    "organisation.body-imported": ("body:id kind:council|committee|advisory source:id", "name"),
    "organisation.unit-defined": ("unit:id", "name"),
    "goal.defined": ("goal:id field:id", "text"),
    "goal.indicator-defined": (
        "indicator:id goal:id decimals:count baseline:integer target:integer ends:day",
        "name unit",
    ),
    "goal.value-reported": ("indicator:id value:integer on:day", "source"),
    "funding.registered": (
        "notice:id amount:count starts:day ends:day",
        "programme number? publicity?",
    ),
    "plan.year-released": (
        "year:year version:positive budget:count capacity:count entries:entries",
        "overrun? reason?",
    ),
    "measure.proposed": (
        "measure:id number:number "
        "origin:existing_concept|recommendation|citizen_idea|workshop|copied|new " + PROFILE[0],
        PROFILE[1],
    ),
    "measure.source-linked": (
        (
            "measure:id kind:proposal|inventory|recommendation|workshop|measure source:id "
            "share?:whole|part|inspiration"
        ),
        "",
    ),
    "measure.source-unlinked": (
        "measure:id kind:proposal|inventory|recommendation|workshop|measure source:id",
        "reason",
    ),
    "measure.profile-updated": (
        f"measure:id version:positive {PROFILE[0]}",
        f"{PROFILE[1]} reason",
    ),
    "measure.assessed": (
        "measure:id version:positive group:word result:count workshop?:id scores:six weights:six",
        "",
    ),
    "measure.prioritised": ("measure:id priority:low|medium|high rank?:integer", "reason?"),
    "measure.statement-requested": (
        "measure:id statement:id unit?:id territory?:territory ends:day",
        "",
    ),
    "measure.statement-filed": (
        "measure:id statement:id stance:agrees|agrees_with_conditions|objects|no_objection",
        "text",
    ),
    "measure.submitted": (
        "measure:id version:positive body:id decision:id territory?:territory",
        "",
    ),
    "measure.decision-applied": (
        (
            "measure:id version:positive decision:id territory?:territory "
            "outcome:adopted|adopted_with_changes|rejected|deferred|referred_back"
        ),
        "conditions?",
    ),
    "measure.decision-revoked": (
        "measure:id version:positive decision:id cause:repeal|correction territory?:territory",
        "",
    ),
    "measure.planned": ("measure:id slot:slot", ""),
    "measure.replanned": ("measure:id old:slot slot:slot", "reason"),
    "measure.parked": ("measure:id ends:day", "reason"),
    "measure.implementation-started": ("measure:id on:day", ""),
    "measure.milestone-defined": ("measure:id milestone:id ends:day", "title"),
    "measure.milestone-moved": ("measure:id milestone:id old:day ends:day", "reason"),
    "measure.milestone-reached": ("measure:id milestone:id on:day", "evidence?"),
    "measure.progress-reported": (
        "measure:id percent:count light:green|amber|red on:day",
        "text? next_step?",
    ),
    "measure.paused": ("measure:id ends?:day", "reason"),
    "measure.resumed": ("measure:id", ""),
    "measure.completed": ("measure:id starts:day", "benefit?"),
    "measure.stopped": ("measure:id decision?:id", "reason? lessons?"),
    "measure.transfer-offered": (
        "measure:id licence:CC0-1.0|CC-BY-4.0|DL-DE-BY-2.0|DL-DE-ZERO-2.0|EUPL-1.2",
        "preconditions",
    ),
    "decision.scheduled": (
        (
            "decision:id body:id territory?:territory session:day number:item public:flag "
            "role:hearing|preliminary|decision|acknowledgement authoritative:flag "
            "subjects?:subjects"
        ),
        "title? reference? url?",
    ),
    "decision.postponed": ("decision:id session?:day", "reason"),
    "decision.confirmed": (
        (
            "decision:id body:id territory?:territory public:flag authoritative:flag "
            "subjects?:subjects record?:record"
        ),
        DECIDED,
    ),
    "decision.published": (
        (
            "decision:id version:positive body:id territory?:territory authoritative:flag "
            "subjects:subjects record:record"
        ),
        DECIDED,
    ),
    "decision.corrected": (
        "decision:id version:positive old?:record record?:record",
        "reason minutes",
    ),
    "decision.repealed": ("decision:id by_decision:id", ""),
    "decision.imported": (
        (
            "decision:id body:id session:day number?:item paper?:id source:id "
            "role?:hearing|preliminary|decision|acknowledgement authoritative:flag"
        ),
        "title reference? name? kind? url?",
    ),
    "decision.result-imported": (
        f"decision:id result?:{RESULTS} votes?:votes doubts?:doubts",
        "wording? minutes?",
    ),
    "answer.given": ("q verdict:word unit:id", "text forwarded_to?"),
    "answer.revised": ("q verdict:word unit:id version:positive", "text forwarded_to? reason"),
    "answer.outcome-reported": ("q measure?:id", "text"),
    "inventory.recorded": (f"{FACTS[0]} source:office|citizen|company|import", FACTS[1]),
    "inventory.changed": (f"{FACTS[0]} version:positive", f"{FACTS[1]} reason"),
    "inventory.accepted": ("item:id", ""),
    "inventory.refused": ("item:id", "reason"),
    "inventory.classified": ("item:id field:id maturity:count", ""),
    "recommendation.made": (
        "recommendation:id field?:id territory?:territory items:ids",
        "gap text",
    ),
    "recommendation.taken-up": ("recommendation:id measure:id", ""),
    "recommendation.dropped": ("recommendation:id", "reason"),
    "format.scheduled": ("workshop:id kind:word on:day", "title place"),
    "format.cancelled": ("workshop:id", "reason"),
    "format.result-recorded": (
        "workshop:id attendance:count dots:numbered",
        "summary protocol?",
    ),
    "format.result-confirmed": ("workshop:id", ""),
    "format.result-discarded": ("workshop:id", "reason"),
    "lab.opened": ("lab:id measure?:id starts:day ends:day", "title hypothesis area"),
    "lab.extended": ("lab:id old:day ends:day", "reason"),
    "lab.evaluated": ("lab:id outcome:continue|scale|stop", "evidence"),
    "mission.drafted": ("version:positive paragraphs:paragraphs", "reason?"),
    "mission.adopted": ("version:positive decision:id", ""),
    "strategy.published": (
        (
            "version:positive mission?:positive decision:id document:hash measures:numbered "
            "presented?:day"
        ),
        "note? place?",
    ),
    "strategy.report-published": ("year:year document:hash", "note?"),
    "strategy.revision-started": ("", "reason"),
    "strategy.process-archived": ("", "reason"),
}
"""Fields and texts by type."""
