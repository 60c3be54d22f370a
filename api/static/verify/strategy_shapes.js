/* Fields of the entries about bodies, measures and decisions (docs/rules/public_log.md, "The strategy"). */

const PROFILE = "field:id cost?:count own?:count funding:counts goals:ids lead?:id starts?:day ends?:day";
const PROFILE_TEXTS = "title summary problem? target_group? benefit? approach? present_state? partners? "
  + "steps? risks? superior_strategy? privacy? transferability?";
const FACTS = "item:id kind:word status:word field?:id parent?:id";
const SOURCE = "kind:proposal|inventory|recommendation|workshop|measure source:id";

/* "name:kind", with "?" behind the name of what may be absent; a kind with bars is a choice of words.
   Texts that a rule asks for may be absent here, so that the rule can say so. */
export const STRATEGY = {
  "organisation.body-defined": ["body:id kind:word seats:positive territory?:word", "name"],
  "organisation.body-imported": ["body:id kind:word source:id", "name"],
  "organisation.unit-defined": ["unit:id", "name"],
  "goal.defined": ["goal:id field:id", "text"],
  "goal.indicator-defined": [
    "indicator:id goal:id decimals:count baseline:integer target:integer ends:day", "name unit",
  ],
  "goal.value-reported": ["indicator:id value:integer on:day", "source"],
  "funding.registered": ["notice:id amount:count starts:day ends:day", "programme number? publicity?"],
  "plan.year-released": [
    "year:positive version:positive budget:count capacity:count entries:planned", "overrun? reason?",
  ],
  "measure.proposed": [`measure:id number:number origin:word ${PROFILE}`, PROFILE_TEXTS],
  "measure.source-linked": [`measure:id ${SOURCE} share?:whole|part|inspiration`, ""],
  "measure.source-unlinked": [`measure:id ${SOURCE}`, "reason"],
  "measure.profile-updated": [`measure:id version:positive ${PROFILE}`, `${PROFILE_TEXTS} reason`],
  "measure.assessed": [
    "measure:id version:positive group:word result:count workshop?:id scores:six weights:six", "",
  ],
  "measure.prioritised": ["measure:id priority:low|medium|high rank?:integer", "reason?"],
  "measure.statement-requested": ["measure:id statement:id unit?:id territory?:word ends:day", ""],
  "measure.statement-filed": [
    "measure:id statement:id stance:agrees|agrees_with_conditions|objects|no_objection", "text",
  ],
  "measure.submitted": ["measure:id version:positive body:id decision:id territory?:word", ""],
  "measure.decision-applied": [
    "measure:id version:positive decision:id territory?:word "
    + "outcome:adopted|adopted_with_changes|rejected|deferred|referred_back", "conditions?",
  ],
  "measure.decision-revoked": [
    "measure:id version:positive decision:id cause:repeal|correction territory?:word", "",
  ],
  "measure.planned": ["measure:id slot:slot", ""],
  "measure.replanned": ["measure:id old:slot slot:slot", "reason"],
  "measure.parked": ["measure:id ends:day", "reason"],
  "measure.implementation-started": ["measure:id on:day", ""],
  "measure.milestone-defined": ["measure:id milestone:id ends:day", "title"],
  "measure.milestone-moved": ["measure:id milestone:id old:day ends:day", "reason"],
  "measure.milestone-reached": ["measure:id milestone:id on:day", "evidence?"],
  "measure.progress-reported": ["measure:id percent:count light:green|amber|red on:day", "text? next_step?"],
  "measure.paused": ["measure:id ends?:day", "reason"],
  "measure.resumed": ["measure:id", ""],
  "measure.completed": ["measure:id starts:day", "benefit?"],
  "measure.stopped": ["measure:id decision?:id", "reason? lessons?"],
  "measure.transfer-offered": ["measure:id licence:word", "preconditions"],
  "decision.scheduled": [
    "decision:id body:id territory?:word session:day number:item public:flag "
    + "role:hearing|preliminary|decision|acknowledgement authoritative:flag subjects?:subjects",
    "title? reference? url?",
  ],
  "decision.postponed": ["decision:id session?:day", "reason"],
  "decision.confirmed": [
    "decision:id body:id territory?:word public:flag authoritative:flag subjects?:subjects record?:record",
    "text? conditions? minutes?",
  ],
  "decision.published": [
    "decision:id version:positive body:id territory?:word authoritative:flag subjects:subjects record:record",
    "text? conditions? minutes?",
  ],
  "decision.corrected": ["decision:id version:positive old?:record record?:record", "reason minutes"],
  "decision.repealed": ["decision:id by_decision:id", ""],
  "decision.imported": [
    "decision:id body:id session:day number?:item paper?:id source:id "
    + "role?:hearing|preliminary|decision|acknowledgement authoritative:flag",
    "title reference? name? kind? url?",
  ],
  "decision.result-imported": [
    "decision:id result?:unchanged|changed|rejected|deferred|referred|acknowledged "
    + "votes?:votes doubts?:doubts", "wording? minutes?",
  ],
  "answer.given": ["q:id verdict:word unit:id", "text forwarded_to?"],
  "answer.revised": ["q:id verdict:word unit:id version:positive", "text forwarded_to? reason"],
  "answer.outcome-reported": ["q:id measure?:id", "text"],
  "inventory.recorded": [`${FACTS} source:office|citizen|company|import`, "title text? owner?"],
  "inventory.changed": [`${FACTS} version:positive`, "title text? owner? reason"],
  "inventory.accepted": ["item:id", ""],
  "inventory.refused": ["item:id", "reason"],
  "inventory.classified": ["item:id field:id maturity:count", ""],
  "recommendation.made": ["recommendation:id field?:id territory?:word items:ids", "gap text"],
  "recommendation.taken-up": ["recommendation:id measure:id", ""],
  "recommendation.dropped": ["recommendation:id", "reason"],
  "format.scheduled": ["workshop:id kind:word on:day", "title place"],
  "format.cancelled": ["workshop:id", "reason"],
  "format.result-recorded": ["workshop:id attendance:count dots:numbered", "summary protocol?"],
  "format.result-confirmed": ["workshop:id", ""],
  "format.result-discarded": ["workshop:id", "reason"],
  "lab.opened": ["lab:id measure?:id starts:day ends:day", "title hypothesis area"],
  "lab.extended": ["lab:id old:day ends:day", "reason"],
  "lab.evaluated": ["lab:id outcome:continue|scale|stop", "evidence"],
  "mission.drafted": ["version:positive paragraphs:paragraphs", "reason?"],
  "mission.adopted": ["version:positive decision:id", ""],
  "strategy.published": [
    "version:positive mission?:positive decision:id document:hash measures:numbered presented?:day",
    "note? place?",
  ],
  "strategy.report-published": ["year:positive document:hash", "note?"],
  "strategy.revision-started": ["", "reason"],
  "strategy.process-archived": ["", "reason"],
};
