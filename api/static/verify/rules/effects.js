/* What follows from a decision at once: nobody may keep its effect out of the log. */

import { demand } from "../problem.js";

import { inForce, outcomeOf } from "./decisions.js";
import { isReplaced } from "./measures.js";

const DECIDING = new Set([
  "decision.confirmed", "decision.published", "decision.corrected", "decision.repealed",
]);
/* What may stand between a decision and the last of its effects; votes are not asked. */
const AT_ONCE = new Set([
  "public-log.votes-released", "measure.decision-applied", "measure.decision-revoked",
]);

export class Effects {
  constructor(decisions, measures) {
    this._decisions = decisions;
    this._measures = measures;
    this._waiting = null; // the last decision, and its entry
  }

  /** Judge the decision before this entry, unless the entry may be one of its effects. */
  before(entry) {
    if (this._waiting === null || AT_ONCE.has(entry.t)) return;
    const { decision, index } = this._waiting;
    this._waiting = null;
    demand(!this._missing(decision), "effect-missing", index);
  }

  after(entry, index) {
    if (!DECIDING.has(entry.t)) return;
    this._waiting = { decision: this._decisions.decisions.get(entry.decision), index };
  }

  /** Notes, if the log ends between a decision and its effects. */
  awaited() {
    if (this._waiting === null || !this._missing(this._waiting.decision)) return [];
    return [{ code: "effect-pending", index: this._waiting.index }];
  }

  _missing(decision) {
    if (decision.status === "confirmed" && !decision.record) return false; // when it is published
    const expected = inForce(decision) ? outcomeOf(decision) : null;
    const measures = (decision.subjects ?? []).filter(([kind]) => kind === "measure");
    const named = new Set([...measures.map(([, id]) => id), ...decision.effects.keys()]);
    return [...named].some((id) => this._differs(decision, id, expected));
  }

  _differs(decision, id, expected) {
    const effect = decision.effects.get(id);
    if ((effect?.outcome ?? null) === expected) return false;
    // What another decision has replaced since need not be taken back, nor changed.
    const measure = this._measures.measures.get(id);
    if (!effect) return !(measure && decision.corrected && isReplaced(measure, decision));
    return measure?.decided.get(decision.territory) === decision.id;
  }
}
