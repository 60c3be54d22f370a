/* Bodies and their decisions (docs/rules/decisions.md). That a second person confirmed cannot be
   seen here: entries name roles, never people. */

import { demand } from "../problem.js";

const ADOPTING = new Set(["unchanged", "changed"]);
const EFFECTS = {
  __proto__: null,
  unchanged: "adopted",
  changed: "adopted_with_changes",
  rejected: "rejected",
  deferred: "deferred",
  referred: "referred_back",
};

const same = (left, right) => JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

export class Decisions {
  constructor() {
    this.bodies = new Map();
    this.decisions = new Map();
  }

  apply(entry, index) {
    if (entry.t === "organisation.body-defined") this._define(entry, index);
    else if (entry.t === "organisation.body-imported") this._importBody(entry, index);
    else if (entry.t === "decision.scheduled") this._schedule(entry, index);
    else if (entry.t === "decision.imported") this._import(entry, index);
    else if (entry.t.startsWith("decision.")) {
      APPLY[entry.t].call(this, this.of(entry, index), entry, index);
    }
  }

  /** A body that an entry names; it was defined before, in the same process. */
  body(entry, index) {
    const found = this.bodies.get(entry.body);
    demand(found && found.process === entry.p, "body-unknown", index);
    return found;
  }

  /** A decision that an entry names; it was on an agenda before, in the same process. */
  of(entry, index, id = entry.decision) {
    const found = this.decisions.get(id);
    demand(found && found.process === entry.p, "decision-unknown", index);
    return found;
  }

  /** The decision of a process if it is in force: confirmed, authoritative, not repealed. */
  inForce(process, id) {
    const found = this.decisions.get(id);
    return found && found.process === process && inForce(found) ? found : null;
  }

  _define(entry, index) {
    const known = this.bodies.get(entry.body);
    demand(!known || known.process === entry.p, "body-unknown", index);
    const seats = [...(known?.seats ?? []), { index, count: entry.seats }];
    this.bodies.set(entry.body, { process: entry.p, name: entry.c.name, seats });
  }

  _importBody(entry, index) {
    demand(!this.bodies.has(entry.body), "body-unknown", index);
    this.bodies.set(entry.body, { process: entry.p, name: entry.c.name, seats: [] });
  }

  _schedule(entry, index) {
    demand(!this.decisions.has(entry.decision), "decision-state-wrong", index, { state: "scheduled" });
    demand(this.body(entry, index).seats.length, "body-unknown", index);
    demand(entry.role === "decision" || !entry.authoritative, "authority-wrong", index);
    this.decisions.set(entry.decision, {
      id: entry.decision, process: entry.p, index, body: entry.body, territory: entry.territory ?? null,
      session: entry.session, number: entry.number, public: entry.public, published: false,
      authoritative: entry.authoritative, subjects: entry.subjects ?? null, record: null, version: 0,
      status: "scheduled", corrected: false, effects: new Map(), cited: [], refs: [],
      title: entry.c?.title ?? null,
    });
    if (entry.public) this._show(entry);
  }

  /** An item of a source, once; it is never in force here. */
  _import(entry, index) {
    demand(!this.decisions.has(entry.decision), "decision-state-wrong", index, { state: "imported" });
    this.body(entry, index);
    demand(entry.role === "decision" || !entry.authoritative, "authority-wrong", index);
    this.decisions.set(entry.decision, {
      id: entry.decision, process: entry.p, index, body: entry.body, territory: null,
      session: entry.session, number: entry.number ?? "", public: true, published: false,
      authoritative: entry.authoritative, subjects: null, record: null, version: 0,
      status: "imported", corrected: false, effects: new Map(), cited: [], refs: [],
      title: entry.c.title,
    });
    this._show(entry);
  }

  _show(entry) {
    this.decisions.get(entry.decision).refs.push(...Object.values(entry.c ?? {}));
  }

  _state(decision, state, index) {
    demand(decision.status === state, "decision-state-wrong", index, { state: decision.status });
  }

  /** Body, authority and subjects are those of the agenda. */
  _same(decision, entry, index) {
    const kept = entry.body === decision.body && same(entry.territory, decision.territory)
      && entry.authoritative === decision.authoritative
      && (!decision.subjects || !entry.subjects || same(entry.subjects, decision.subjects));
    demand(kept, "decision-changed", index);
    decision.subjects ??= entry.subjects ?? null;
  }

  /** The arithmetic of a record. */
  _count(decision, { present, result, votes }, index) {
    const seats = this.bodies.get(decision.body).seats;
    const before = seats.filter((each) => each.index <= decision.index).slice(-1);
    const later = seats.filter((each) => each.index > decision.index);
    const most = Math.max(...[...before, ...later].map((each) => each.count));
    demand(present <= most, "present-wrong", index, { present, seats: most });
    const settled = ADOPTING.has(result) || result === "rejected";
    if (!votes) {
      demand(!(settled && decision.authoritative), "result-wrong", index, { result, votes: "–" });
      return;
    }
    const [yes, no, abstentions] = votes;
    const cast = yes + no + abstentions;
    demand(cast <= present, "votes-wrong", index, { votes: cast, present });
    const right = !settled || (yes > no) === ADOPTING.has(result);
    demand(right, "result-wrong", index, { result, votes: votes.join(" / ") });
  }
}

export const inForce = (decision) => decision.status === "confirmed" && decision.authoritative;

/** Whether a public decision in force adopts something of a kind in exactly this version. */
export function adopts(decision, kind, version) {
  const named = decision.subjects?.some((each) => each[0] === kind && each[2] === version);
  return Boolean(inForce(decision) && named && decision.record && ADOPTING.has(decision.record.result));
}

/** What a decision does to measures; null if nothing, or if that is not public. */
export const outcomeOf = (decision) => (decision.record ? EFFECTS[decision.record.result] ?? null : null);

/** Compare what a measure says was decided with what was; later if that is not public yet. */
export function judge(decision, measure, effect, index) {
  if (!decision.record) return;
  const named = decision.subjects?.some((each) => same(each, ["measure", measure, effect.version]));
  demand(named, "effect-without-decision", index);
  demand(effect.outcome === outcomeOf(decision), "effect-wrong", index,
    { outcome: effect.outcome, result: decision.record.result });
}

const APPLY = {
  __proto__: null,

  "decision.postponed"(decision, entry, index) {
    this._state(decision, "scheduled", index);
    decision.session = entry.session ?? null;
  },

  "decision.confirmed"(decision, entry, index) {
    this._state(decision, "scheduled", index);
    this._same(decision, entry, index);
    demand(entry.public === decision.public, "decision-changed", index);
    Object.assign(decision, { status: "confirmed", version: 1 });
    if (!decision.public) return;
    demand(entry.c?.text && entry.record, "decision-text-missing", index);
    decision.record = entry.record;
    this._count(decision, entry.record, index);
    this._show(entry);
  },

  "decision.published"(decision, entry, index) {
    this._state(decision, "confirmed", index);
    const fresh = !decision.published && entry.version === decision.version;
    demand(fresh, "decision-state-wrong", index, { state: "published" });
    this._same(decision, entry, index);
    demand(entry.c?.text, "decision-text-missing", index);
    demand(!decision.record || same(decision.record, entry.record), "decision-changed", index);
    Object.assign(decision, { published: true, record: entry.record });
    this._count(decision, entry.record, index);
    this._show(entry);
    for (const [measure, effect] of decision.effects) judge(decision, measure, effect, index);
    for (const { kind, version } of decision.cited) {
      demand(adopts(decision, kind, version), "adoption-missing", index);
    }
  },

  "decision.corrected"(decision, entry, index) {
    this._state(decision, "confirmed", index);
    demand(entry.version === decision.version + 1, "wrong-version", index);
    Object.assign(decision, { version: entry.version, corrected: true });
    if (!decision.record) return;
    demand(entry.record && same(entry.old, decision.record), "decision-changed", index);
    decision.record = entry.record;
    this._count(decision, entry.record, index);
    this._show(entry);
  },

  "decision.result-imported"(decision, entry, index) {
    this._state(decision, "imported", index);
    const fresh = !decision.record || (!decision.record.votes && entry.votes);
    demand(fresh, "decision-state-wrong", index, { state: "imported" });
    const { result = null, votes = null } = entry;
    decision.record = { result, votes };
    this._show(entry);
    if (!votes || !(ADOPTING.has(result) || result === "rejected")) return;
    const right = (votes[0] > votes[1]) === ADOPTING.has(result);
    const named = entry.doubts?.includes("contradiction");
    demand(right || named, "result-wrong", index, { result, votes: votes.join(" / ") });
  },

  "decision.repealed"(decision, entry, index) {
    this._state(decision, "confirmed", index);
    const later = this.of(entry, index, entry.by_decision);
    demand(later !== decision && inForce(later), "repeal-wrong", index);
    decision.status = "repealed";
  },
};
