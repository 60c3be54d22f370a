/* Plans, mission and strategy, answers, and what else the office does. */

import { demand } from "../problem.js";

import { adopts } from "./decisions.js";
import { IN_PLANS } from "./measures.js";

const ANSWERABLE = new Set(["published", "merged"]);

/* What is named by which field: in which states it may be before, and how it is after. */
const MOVES = {
  __proto__: null,
  "goal.defined": ["goal", "- there", "there"],
  "goal.value-reported": ["indicator", "there", "there"],
  "inventory.changed": ["item", "waiting listed"],
  "inventory.accepted": ["item", "waiting", "listed"],
  "inventory.refused": ["item", "waiting", "refused"],
  "inventory.classified": ["item", "waiting listed"],
  "recommendation.made": ["recommendation", "-", "open"],
  "recommendation.taken-up": ["recommendation", "open taken-up", "taken-up"],
  "recommendation.dropped": ["recommendation", "open", "dropped"],
  "format.scheduled": ["workshop", "-", "scheduled"],
  "format.cancelled": ["workshop", "scheduled", "cancelled"],
  "format.result-recorded": ["workshop", "scheduled", "recorded"],
  "format.result-confirmed": ["workshop", "recorded", "confirmed"],
  "format.result-discarded": ["workshop", "recorded", "scheduled"],
  "lab.opened": ["lab", "-", "open"],
  "lab.extended": ["lab", "open"],
  "lab.evaluated": ["lab", "open", "evaluated"],
};

export class Strategies {
  constructor(proposals, decisions, measures) {
    Object.assign(this, { _proposals: proposals, _decisions: decisions, _measures: measures });
    this._processes = new Map();
    this._things = new Map();
    this.answers = new Map(); // by proposal: version, verdict and commitments
  }

  apply(entry, index) {
    if (entry.t in MOVES) this._move(entry, index, ...MOVES[entry.t]);
    APPLY[entry.t]?.call(this, entry, index);
  }

  _move(entry, index, kind, before, after = null) {
    const key = `${entry.p} ${kind} ${entry[kind]}`;
    const now = this._things.get(key) ?? "-";
    demand(before.split(" ").includes(now), "order-wrong", index, { what: kind });
    if (after) this._things.set(key, after);
  }

  /** Mission, strategy and plans of the process of an entry. */
  of(entry) {
    if (!this._processes.has(entry.p)) {
      this._processes.set(entry.p, {
        mission: 0, paragraphs: new Set(), version: 0, status: "in_work", plans: new Map(),
      });
    }
    return this._processes.get(entry.p);
  }

  _demandAdoption(entry, kind, index) {
    const decision = this._decisions.inForce(entry.p, entry.decision);
    demand(decision, "adoption-missing", index);
    if (decision.record) demand(adopts(decision, kind, entry.version), "adoption-missing", index);
    else decision.cited.push({ kind, version: entry.version });
  }

  _demandStatus(entry, states, index) {
    const { status } = this.of(entry);
    demand(states.includes(status), "strategy-wrong", index, { state: status });
  }

  _answer(entry, version, index) {
    const proposal = this._proposals.proposals.get(entry.q);
    const former = this.answers.get(entry.q) ?? { version: 0, refs: [] };
    const right = proposal?.process === entry.p && ANSWERABLE.has(proposal.status)
      && (entry.verdict === "forwarded") === ("forwarded_to" in entry.c)
      && version === former.version + 1;
    demand(right, "answer-wrong", index);
    const refs = [...former.refs, ...Object.values(entry.c)];
    this.answers.set(entry.q, { version, verdict: entry.verdict, refs });
  }
}

const APPLY = {
  __proto__: null,

  "plan.year-released"(entry, index) {
    const { plans } = this.of(entry);
    const former = plans.get(entry.year) ?? 0;
    demand(entry.version === former + 1, "wrong-version", index);
    const sum = (column) => entry.entries.reduce((total, row) => total + row[column], 0);
    const within = sum(3) <= entry.budget && sum(4) <= entry.capacity;
    const once = new Set(entry.entries.map(([id]) => id)).size === entry.entries.length;
    const adopted = entry.entries.every(([id]) => {
      const measure = this._measures.measures.get(id);
      return measure?.process === entry.p && IN_PLANS.includes(measure.status);
    });
    const explained = (within || entry.c?.overrun) && (former === 0 || entry.c?.reason);
    demand(once && adopted && explained, "plan-wrong", index);
    plans.set(entry.year, entry.version);
  },

  "mission.drafted"(entry, index) {
    const process = this.of(entry);
    demand(entry.version === process.mission + 1, "wrong-version", index);
    const once = new Set(entry.paragraphs.map(([id]) => id)).size === entry.paragraphs.length;
    const explained = process.mission === 0 || entry.c?.reason;
    demand(entry.paragraphs.length && once && explained, "mission-wrong", index);
    process.mission = entry.version;
    process.paragraphs = new Set(entry.paragraphs.map(([id]) => id));
  },

  "mission.adopted"(entry, index) {
    demand(entry.version <= this.of(entry).mission, "wrong-version", index);
    this._demandAdoption(entry, "mission", index);
  },

  "strategy.published"(entry, index) {
    const process = this.of(entry);
    demand(entry.version === process.version + 1, "wrong-version", index);
    this._demandAdoption(entry, "strategy", index);
    const there = process.status !== "archived" && entry.measures.length;
    demand(there, "strategy-wrong", index, { state: process.status });
    Object.assign(process, { version: entry.version, status: "published" });
  },

  "strategy.report-published"(entry, index) {
    this._demandStatus(entry, ["published", "in_revision"], index);
  },

  "strategy.revision-started"(entry, index) {
    this._demandStatus(entry, ["published"], index);
    this.of(entry).status = "in_revision";
  },

  "strategy.process-archived"(entry, index) {
    this._demandStatus(entry, ["in_work", "published", "in_revision"], index);
    this.of(entry).status = "archived";
  },

  "answer.given"(entry, index) {
    this._answer(entry, 1, index);
  },

  "answer.revised"(entry, index) {
    demand(entry.version > 1, "answer-wrong", index);
    this._answer(entry, entry.version, index);
  },

  "answer.outcome-reported"(entry, index) {
    const answer = this.answers.get(entry.q);
    demand(["accepted", "partly"].includes(answer?.verdict), "answer-wrong", index);
    answer.refs.push(...Object.values(entry.c));
  },

  "goal.indicator-defined"(entry, index) {
    this._move(entry, index, "goal", "there");
    this._move(entry, index, "indicator", "-", "there");
    demand(entry.baseline !== entry.target, "order-wrong", index, { what: "indicator" });
  },

  "inventory.recorded"(entry, index) {
    const listed = ["office", "import"].includes(entry.source);
    this._move(entry, index, "item", "-", listed ? "listed" : "waiting");
  },

  "lab.extended"(entry, index) {
    demand(entry.old < entry.ends, "order-wrong", index, { what: "lab" });
  },
};
