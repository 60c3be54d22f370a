/* All rules together: entry by entry, the first that breaks one is named. */

import { Cases } from "./cases.js";
import { Comments } from "./comments.js";
import { Decisions } from "./decisions.js";
import { Effects } from "./effects.js";
import { Measures } from "./measures.js";
import { Processes } from "./processes.js";
import { Proposals } from "./proposals.js";
import { Remarks } from "./remarks.js";
import { Strategies } from "./strategies.js";
import { Votes } from "./votes.js";

const ELSEWHERE = new Set(["process.opened", "content.erased", "participant.registered"]);

export class Replay {
  /** `watch` is a voter number whose entries are collected. */
  constructor(watch = null) {
    this.processes = new Processes();
    this.proposals = new Proposals(this.processes);
    this.comments = new Comments(this.processes, this.proposals);
    this.decisions = new Decisions();
    this.measures = new Measures(this.decisions);
    this.effects = new Effects(this.decisions, this.measures);
    this.strategies = new Strategies(this.proposals, this.decisions, this.measures);
    this.remarks = new Remarks(this.processes, this.strategies);
    this.cases = new Cases(this.proposals, this.comments, this.remarks);
    this.votes = new Votes(this.processes, this.proposals);
    this.votes.watch = watch;
    this.registrations = new Map(); // by day and level
    this.erased = new Set();
    this.keys = [];
  }

  /** Apply the entry at an index; throws the Problem that it is. */
  apply(entry, index, bytes) {
    if ("p" in entry && !ELSEWHERE.has(entry.t)) this.processes.of(entry, index);
    if (entry.t === "vote") {
      // Nearly all entries are votes, which no other rules are about.
      this.votes.apply(entry, index, bytes);
      return;
    }
    this.effects.before(entry);
    this.votes.demandClaims(entry, index);
    this.processes.apply(entry, index);
    this.proposals.apply(entry, index);
    this.comments.apply(entry, index);
    this.remarks.apply(entry, index);
    this.cases.apply(entry, index);
    this.decisions.apply(entry, index);
    this.measures.apply(entry, index);
    this.strategies.apply(entry, index);
    this.votes.apply(entry, index, bytes);
    this.effects.after(entry, index);
    if (entry.t === "content.erased") this.erased.add(entry.ref);
    else if (entry.t === "public-log.key-rotated") this.keys.push(entry);
    else if (entry.t === "participant.registered") this._register(entry);
  }

  /** Say what is missing at the end of the log. */
  finish(size) {
    this.votes.finish(size);
    this.votes.notes.push(...this.effects.awaited());
  }

  _register(entry) {
    const key = `${entry.d} ${entry.level}`;
    this.registrations.set(key, (this.registrations.get(key) ?? 0) + 1);
  }
}
