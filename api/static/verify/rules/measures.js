/* Measures: which state follows which, and on which decision (docs/rules/measures.md). */

import { demand } from "../problem.js";

import { judge, outcomeOf } from "./decisions.js";

const OVER = ["rejected", "completed", "stopped"];
const DONE = ["completed", "stopped"];
const BEGUN = ["in_implementation", "paused", ...DONE];
const DECIDABLE = ["assessed", "prioritised", "deferred"];
const WORKED_ON = ["planned", "in_implementation", "paused"];
export const ADOPTED = ["adopted", ...WORKED_ON];
export const IN_PLANS = [...ADOPTED, "completed", "stopped"];
const SHARED = [...DECIDABLE, ...ADOPTED, "submitted"];
const AFTER = {
  __proto__: null,
  adopted: "adopted",
  adopted_with_changes: "adopted",
  rejected: "rejected",
  deferred: "deferred",
  referred_back: "assessed",
};

export class Measures {
  constructor(decisions) {
    this._decisions = decisions;
    this.measures = new Map();
  }

  apply(entry, index) {
    if (!entry.t.startsWith("measure.")) return;
    if (entry.t === "measure.proposed") {
      demand(!this.measures.has(entry.measure), "measure-proposed-twice", index);
      this.measures.set(entry.measure, {
        id: entry.measure, process: entry.p, number: entry.number, title: entry.c.title, version: 1,
        status: "proposed", pending: new Map(), decided: new Map(), slot: null,
        submitted: [], awaited: null,
        milestones: new Map(), statements: new Map(), sources: new Set(),
      });
      return;
    }
    const measure = this.measures.get(entry.measure);
    demand(measure && measure.process === entry.p, "measure-unknown", index);
    APPLY[entry.t].call(this, measure, entry, index);
  }
}

function demandState(measure, states, index) {
  demand(states.includes(measure.status), "measure-state-wrong", index, { state: measure.status });
}

function demandOpen(measure, index) {
  demand(!OVER.includes(measure.status), "measure-state-wrong", index, { state: measure.status });
}

function openMilestone(measure, entry, index) {
  demandOpen(measure, index);
  const found = measure.milestones.get(entry.milestone);
  demand(found && !found.reached, "milestone-wrong", index);
  return found;
}

/* What has a place in a plan keeps it with any yes. */
function after(measure, outcome) {
  const state = AFTER[outcome];
  if (state !== "adopted" || measure.slot === null) return state;
  return WORKED_ON.includes(measure.status) ? measure.status : "planned";
}

/* Whether the lead may submit it: also what was begun and has no decision any more. */
function toBeDecided(measure, decisions) {
  const before = decisions.get(measure.awaited);
  const waits = measure.awaited !== null && !isSettled(before);
  if (BEGUN.includes(measure.status)) return !measure.decided.has(null) && !waits;
  return DECIDABLE.includes(measure.status) || (measure.status === "submitted" && !waits);
}

/* Whether a body has dealt with it, or taken it off the agenda without another day. */
function isSettled(decision) {
  const takenOff = decision?.status === "scheduled" && decision.session === null;
  return takenOff || ["confirmed", "repealed"].includes(decision?.status);
}

/* Whether what was submitted later has been decided since. */
export function isReplaced(measure, decision) {
  const at = measure.submitted.indexOf(decision.id);
  const inForce = measure.decided.get(decision.territory);
  return at >= 0 && measure.submitted.indexOf(inForce) > at;
}

/* The weighted mean in hundredths, rounded half up; effort counts as 6 minus effort. */
function mean(scores, weights) {
  const total = weights.reduce((sum, each) => sum + each, 0);
  const points = [...scores.slice(0, 5), 60 - scores[5]];
  const weighed = points.reduce((sum, point, at) => sum + point * weights[at], 0);
  return total ? Math.floor((20 * weighed + total) / (2 * total)) : null;
}

function move(from, to) {
  return (measure, entry, index) => {
    demandState(measure, from, index);
    if (to) measure.status = to;
  };
}

const APPLY = {
  __proto__: null,

  "measure.source-linked"(measure, entry, index) {
    demand(!measure.sources.has(entry.source), "order-wrong", index, { what: "source" });
    measure.sources.add(entry.source);
  },

  "measure.source-unlinked"(measure, entry, index) {
    demand(measure.sources.delete(entry.source), "order-wrong", index, { what: "source" });
  },

  "measure.profile-updated"(measure, entry, index) {
    demandOpen(measure, index);
    demand(entry.version === measure.version + 1, "wrong-version", index);
    Object.assign(measure, { version: entry.version, title: entry.c.title });
  },

  "measure.assessed"(measure, entry, index) {
    demandOpen(measure, index);
    demand(entry.version === measure.version, "wrong-version", index);
    demand(mean(entry.scores, entry.weights) === entry.result, "score-wrong", index);
    if (measure.status === "proposed") measure.status = "assessed";
  },

  "measure.prioritised"(measure, entry, index) {
    demandOpen(measure, index);
    if (["proposed", "assessed"].includes(measure.status)) measure.status = "prioritised";
  },

  "measure.statement-requested"(measure, entry, index) {
    demandOpen(measure, index);
    const one = ("unit" in entry) !== ("territory" in entry);
    demand(one && !measure.statements.has(entry.statement), "order-wrong", index, { what: "statement" });
    measure.statements.set(entry.statement, false);
  },

  "measure.statement-filed"(measure, entry, index) {
    demandOpen(measure, index);
    const waits = measure.statements.get(entry.statement) === false;
    demand(waits, "order-wrong", index, { what: "statement" });
    measure.statements.set(entry.statement, true);
  },

  "measure.submitted"(measure, entry, index) {
    const fits = "territory" in entry
      ? SHARED.includes(measure.status) : toBeDecided(measure, this._decisions.decisions);
    demand(fits, "measure-state-wrong", index, { state: measure.status });
    demand(entry.version === measure.version, "wrong-version", index);
    this._decisions.body(entry, index);
    demand(!measure.pending.has(entry.decision), "measure-not-submitted", index);
    measure.pending.set(entry.decision, entry.version);
    measure.submitted = [...measure.submitted.filter((id) => id !== entry.decision), entry.decision];
    if ("territory" in entry) return;
    measure.awaited = entry.decision;
    if (!BEGUN.includes(measure.status)) measure.status = "submitted";
  },

  "measure.decision-applied"(measure, entry, index) {
    const territory = entry.territory ?? null;
    const decision = this._decisions.inForce(entry.p, entry.decision);
    demand(decision && decision.territory === territory, "effect-without-decision", index);
    let named = measure.pending.get(entry.decision);
    if (measure.decided.get(territory) === entry.decision) { // once more, corrected
      const before = decision.effects.get(measure.id);
      const other = before && before.outcome !== entry.outcome && decision.corrected;
      demand(other, "effect-without-decision", index);
      named = before.version;
    }
    demand(named === entry.version, "measure-not-submitted", index);
    const effect = { version: entry.version, outcome: entry.outcome };
    judge(decision, measure.id, effect, index);
    decision.effects.set(measure.id, effect);
    measure.pending.delete(entry.decision);
    measure.decided.set(territory, entry.decision);
    if (measure.awaited === entry.decision) measure.awaited = null;
    if (territory === null && !DONE.includes(measure.status)) {
      measure.status = after(measure, entry.outcome);
    }
  },

  "measure.decision-revoked"(measure, entry, index) {
    const territory = entry.territory ?? null;
    const decision = this._decisions.of(entry, index);
    const effect = decision.effects.get(measure.id);
    demand(effect && measure.decided.get(territory) === decision.id, "revocation-wrong", index);
    if (entry.cause === "repeal") {
      demand(decision.status === "repealed", "revocation-wrong", index);
    } else {
      const other = !decision.record || outcomeOf(decision) !== effect.outcome;
      const stands = this._decisions.inForce(entry.p, decision.id);
      demand(stands && decision.corrected && other, "revocation-wrong", index);
      measure.pending.set(decision.id, entry.version);
    }
    decision.effects.delete(measure.id);
    measure.decided.delete(territory);
    if (territory === null && !BEGUN.includes(measure.status)) {
      Object.assign(measure, { status: "assessed", slot: null });
    }
  },

  "measure.planned"(measure, entry, index) {
    demandState(measure, ["adopted"], index);
    demand(measure.slot === null, "measure-state-wrong", index, { state: measure.status });
    Object.assign(measure, { status: "planned", slot: entry.slot });
  },

  "measure.replanned"(measure, entry, index) {
    demandState(measure, WORKED_ON, index);
    demand(measure.slot?.join() === entry.old.join(), "plan-wrong", index);
    measure.slot = entry.slot;
  },

  "measure.milestone-defined"(measure, entry, index) {
    demandState(measure, ADOPTED, index);
    demand(!measure.milestones.has(entry.milestone), "milestone-wrong", index);
    measure.milestones.set(entry.milestone, { due: entry.ends, reached: false });
  },

  "measure.milestone-moved"(measure, entry, index) {
    const milestone = openMilestone(measure, entry, index);
    demand(milestone.due === entry.old, "milestone-wrong", index);
    milestone.due = entry.ends;
  },

  "measure.milestone-reached"(measure, entry, index) {
    openMilestone(measure, entry, index).reached = true;
  },

  "measure.progress-reported"(measure, entry, index) {
    demandState(measure, WORKED_ON, index);
    demand(entry.light === "green" || entry.c?.text, "evidence-missing", index);
  },

  "measure.completed"(measure, entry, index) {
    demandState(measure, ["in_implementation"], index);
    demand(entry.c?.benefit, "evidence-missing", index);
    measure.status = "completed";
  },

  "measure.stopped"(measure, entry, index) {
    demandState(measure, WORKED_ON, index);
    demand(entry.c?.reason && entry.c?.lessons, "evidence-missing", index);
    measure.status = "stopped";
  },

  "measure.parked": move(["adopted"]),
  "measure.implementation-started": move(["planned"], "in_implementation"),
  "measure.paused": move(["in_implementation"], "paused"),
  "measure.resumed": move(["paused"], "in_implementation"),
  "measure.transfer-offered": move(["completed"]),
};
