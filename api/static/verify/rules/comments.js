/* Comments: which state follows which (docs/rules/comments.md, moderation.md). */

import { demand } from "../problem.js";

import { needsPhase } from "./proposals.js";
import { demandReasons } from "./reasons.js";

export class Comments {
  constructor(processes, proposals) {
    this._processes = processes;
    this._proposals = proposals;
    this.comments = new Map();
  }

  apply(entry, index) {
    if (!entry.t.startsWith("comment.")) return;
    if (entry.t === "comment.posted") this._post(entry, index);
    else APPLY[entry.t](this._of(entry, index), entry, index);
  }

  _of(entry, index) {
    const found = this.comments.get(entry.comment);
    demand(found && found.process === entry.p, "comment-unknown", index);
    demand(!("q" in entry) || entry.q === found.proposal, "comment-unknown", index);
    return found;
  }

  _post(entry, index) {
    demand(!this.comments.has(entry.comment), "comment-twice", index);
    const proposal = this._proposals.of(entry, index);
    const open = proposal.status === "published" && proposal.held === null;
    demand(open, "wrong-state", index, { type: entry.t, state: proposal.status });
    const phase = this._processes.phase(entry, index);
    if (needsPhase(entry)) {
      const offered = phase.status === "open" && phase.features.includes("comment");
      demand(offered, "outside-phase", index, { type: entry.t });
    }
    const parent = "parent" in entry ? this.comments.get(entry.parent) : null;
    const answers = parent === null || (parent?.status === "visible" && parent.proposal === entry.q);
    demand(answers, "parent-unknown", index);
    this.comments.set(entry.comment, {
      process: entry.p, proposal: entry.q, status: "visible", version: 1, interim: false,
      onceHeld: false, refs: [entry.c.text],
    });
  }
}

function move(states, status) {
  return (comment, entry, index) => {
    demand(states.includes(comment.status), "wrong-state", index,
      { type: entry.t, state: comment.status });
    comment.status = status;
  };
}

function takeAway(states, status) {
  const moved = move(states, status);
  return (comment, entry, index) => {
    moved(comment, entry, index);
    demandReasons(entry, index);
  };
}

const APPLY = {
  __proto__: null,

  "comment.edited"(comment, entry, index) {
    move(["visible", "held"], comment.status)(comment, entry, index);
    demand(entry.version === comment.version + 1, "wrong-version", index);
    comment.version = entry.version;
    comment.refs = [entry.c.text]; // what it said before is not public any more
  },

  "comment.held"(comment, entry, index) {
    const interim = "until" in entry;
    demand(!(interim && comment.onceHeld), "wrong-state", index,
      { type: entry.t, state: comment.status });
    move(["visible"], "held")(comment, entry, index);
    comment.onceHeld ||= interim;
  },

  "comment.withdrawn": move(["visible", "held"], "withdrawn"),
  "comment.released": move(["held"], "visible"),
  "comment.restored": move(["hidden", "refused"], "visible"),
  "comment.refused": takeAway(["held"], "refused"),
  "comment.hidden": takeAway(["visible", "held"], "hidden"),
};
