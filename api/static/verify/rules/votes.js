/* Votes: batches, sequence, who may say what after what; and the tallies they add up to. */

import { Problem, demand } from "../problem.js";
import { SAYS, Voters } from "../voters.js";

const ONLINE = new Set(["given", "confirmed", "changed", "withdrawn"]);
const OPINIONS = new Set(["agree", "disagree", "pass"]);
const COUNTED = 4; // support, agree, disagree, pass: SAYS without the first

/* Whether a vote of a kind fits what the number said before. */
const FITS = {
  __proto__: null,
  given: (before, now) => before === "none" && now !== "none",
  confirmed: (before, now) => before !== "none" && now === before,
  changed: (before, now) => OPINIONS.has(before) && OPINIONS.has(now) && now !== before,
  withdrawn: (before, now) => before !== "none" && now === "none",
  carried: (before, now) => before === "none" && now === "support",
  "given-back": (before, now) => before === "support" && now === "none",
  imported: (_, now) => OPINIONS.has(now),
};

export class Votes {
  constructor(processes, proposals) {
    this._processes = processes;
    this._proposals = proposals;
    this._voters = new Voters();
    this._batch = null;
    this._merges = new Map(); // by merge: its target, what it carried, what was given back
    this._closing = null; // a process whose phase must close next
    this._claims = []; // closings that wait for their claim
    this.count = 0;
    this.claimed = 0;
    this.kinds = new Map();
    this.tallies = new Map(); // by proposal: its process, and four counts
    this.watched = []; // entries of the number that somebody asked for
    this.watch = null;
    this.notes = [];
  }

  apply(entry, index, bytes) {
    if (entry.t === "vote") {
      this._vote(entry, index, bytes);
      return;
    }
    demand(this._batch === null, "batch-short", index);
    if (this._closing !== null) {
      const closes = entry.t === "phase.closed" && entry.p === this._closing;
      demand(closes, "batch-not-closing", index);
      this._closing = null;
    }
    APPLY[entry.t]?.call(this, entry, index);
  }

  /** Say what is missing at the end of the log. */
  finish(size) {
    demand(this._batch === null, "batch-short", size - 1);
    for (const claim of this._claims.filter((each) => each.needed)) {
      this.notes.push({ code: "claim-pending", index: claim.index });
    }
    for (const [, merge] of this._merges) {
      if (merge.carried && merge.said === null) {
        this.notes.push({ code: "merge-pending", index: merge.index });
      }
    }
  }

  _vote(entry, index, bytes) {
    const proposal = this._proposals.of(entry, index);
    this.count += 1;
    if (entry.n === this.watch) this.watched.push({ index, entry });
    demand(proposal.oncePublic, "vote-unpublished", index);
    const fits = (entry.x === "none") === !("tv" in entry);
    demand(fits, "field", index, { field: "tv", type: "vote" });
    demand(ONLINE.has(entry.k) === !("m" in entry || entry.k === "imported"), "vote-merge", index);
    if (ONLINE.has(entry.k)) this._online(entry, index, bytes);
    else this._atOnce(entry, index, proposal);
  }

  _online(entry, index, bytes) {
    const batch = this._batch;
    demand(batch, "vote-outside-batch", index);
    demand(entry.p === batch.process, "batch-mixed", index);
    demand(batch.last === null || lower(batch.last, bytes), "batch-unsorted", index);
    const process = this._processes.of(entry, index);
    const asks = entry.x === "none" ? null : entry.x === "support" ? "support" : "opinion";
    const open = this._processes.open(process, ["support", "vote"], asks);
    demand(open, "vote-outside-phase", index);
    batch.last = bytes;
    batch.votes.push({ entry, index });
    if (batch.votes.length < batch.n) return;
    this._batch = null;
    // Sorted by their bytes they tell no order; a number's own order is in `s`.
    batch.votes.sort((left, right) => left.entry.s - right.entry.s || left.index - right.index);
    for (const vote of batch.votes) this._count(vote.entry, vote.index);
    if (batch.why === "closing") this._closing = batch.process;
  }

  _atOnce(entry, index, proposal) {
    demand(this._batch === null, "batch-short", index);
    demand(this._closing === null, "batch-not-closing", index);
    if (entry.k === "imported") {
      this._count(entry, index);
      return;
    }
    const merge = this._merges.get(entry.m);
    demand(merge && merge.into === proposal.id, "vote-merge", index);
    if (entry.k === "carried") merge.carried.add(entry.n);
    this._count(entry, index, merge);
  }

  _count(entry, index, merge = null) {
    const voters = this._voters;
    const slot = voters.slot(entry.n);
    const question = this._proposals.proposals.get(entry.q).number;
    const first = voters.question[slot] === 0;
    demand(first || voters.question[slot] === question, "number-elsewhere", index);
    demand(entry.s === voters.s[slot] + 1, "sequence", index, { s: entry.s, expected: voters.s[slot] + 1 });
    const asks = this._processes.of(entry, index).question;
    const asked = entry.x === "none" || (entry.x === "support") === (asks === "support");
    demand(asked, "vote-question", index, { x: entry.x });
    const before = SAYS[voters.says[slot]];
    demand(FITS[entry.k](before, entry.x), "vote-misfit", index, { k: entry.k, before, x: entry.x });
    if (entry.k === "given-back") {
      demand(voters.merge[slot] === merge.number, "vote-merge", index);
    }
    voters.question[slot] = question;
    voters.s[slot] = entry.s;
    voters.says[slot] = SAYS.indexOf(entry.x);
    voters.merge[slot] = entry.k === "carried" ? merge.number : 0;
    this.kinds.set(entry.k, (this.kinds.get(entry.k) ?? 0) + 1);
    this._add(entry, before);
  }

  _add(entry, before) {
    let tally = this.tallies.get(entry.q);
    if (!tally) {
      tally = { process: entry.p, counts: new Uint32Array(COUNTED) };
      this.tallies.set(entry.q, tally);
      this._processes.processes.get(entry.p).votes += 1;
    }
    if (before !== "none") tally.counts[SAYS.indexOf(before) - 1] -= 1;
    if (entry.x !== "none") tally.counts[SAYS.indexOf(entry.x) - 1] += 1;
  }
}

function lower(left, right) {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    if (left[at] !== right[at]) return left[at] < right[at];
  }
  return left.length < right.length;
}

const DAY = 24 * 60 * 60 * 1000;
const hourOf = (entry) => Date.parse(`${entry.h.slice(0, 13)}:00:00Z`);

const APPLY = {
  __proto__: null,

  "public-log.votes-released"(entry, index) {
    this._processes.of(entry, index);
    demand(entry.why !== "due" || entry.n >= 10, "batch-small", index, { n: entry.n });
    this._batch = { process: entry.p, n: entry.n, why: entry.why, votes: [], last: null };
  },

  "proposal.merged"(entry, index) {
    demand(!this._merges.has(entry.m), "merge-twice", index);
    this._merges.set(entry.m, {
      number: this._merges.size + 1, into: entry.into, carried: new Set(), said: null, index,
    });
  },

  "proposal.supporters-carried"(entry, index) {
    const merge = this._merges.get(entry.m);
    demand(merge, "merge-unknown", index);
    // It may come again after an interruption; whoever has confirmed since was carried all the same.
    demand(entry.carried === merge.carried.size, "merge-count", index,
      { said: entry.carried, found: merge.carried.size });
    merge.said = entry.carried;
  },

  "phase.closed"(entry, index) {
    const phase = this._processes.phases.get(entry.phase);
    const voted = phase.features.some((feature) => feature === "support" || feature === "vote");
    // What counted at this moment; later entries may change the tally before it is claimed.
    const tally = new Map();
    for (const [question, { process, counts }] of this.tallies) {
      if (process === entry.p) tally.set(question, [...counts]);
    }
    const needed = voted && tally.size > 0;
    this._claims.push({
      index, needed, phase: entry.phase, process: entry.p, at: hourOf(entry), tally,
    });
  },

  "phase.tally-claimed"(entry, index) {
    const due = this._claims.find((claim) => claim.index === entry.at);
    demand(due && due.phase === entry.phase && due.process === entry.p, "claim-unknown", index);
    due.part ??= 0;
    due.parts ??= entry.parts;
    const next = entry.part === due.part + 1 && entry.parts === due.parts;
    demand(next && entry.part <= entry.parts, "claim-parts", index);
    due.part = entry.part;
    for (const [question, ...counts] of entry.tally) this._compare(due, question, counts, index);
    if (entry.part < entry.parts) return;
    for (const [question, counts] of due.tally) {
      demand(counts.every((each) => each === 0), "claim-missing", index, { question });
    }
    this._claims = this._claims.filter((claim) => claim !== due);
    this.claimed += 1;
  },
};

Object.assign(Votes.prototype, {
  _compare(due, question, counts, index) {
    demand(due.last === undefined || question > due.last, "claim-order", index);
    due.last = question;
    const proposal = this._proposals.proposals.get(question);
    demand(proposal?.process === due.process, "proposal-unknown", index);
    const right = due.tally.get(question) ?? [0, 0, 0, 0];
    if (!counts.every((count, at) => count === right[at])) {
      throw new Problem("wrong-tally", index, {
        question, claimed: counts.join(", "), counted: right.join(", "),
      });
    }
    due.tally.delete(question);
  },

  /** A day after the closing at the latest its claim stands in the log. */
  demandClaims(entry, index) {
    if (!this._claims.length || !entry.h) return;
    const late = this._claims.find((claim) => claim.needed && hourOf(entry) - claim.at > DAY);
    if (late) throw new Problem("tally-missing", late.index);
  },
});
