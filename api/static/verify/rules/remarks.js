/* Remarks on paragraphs of a mission (docs/rules/remarks.md, moderation.md). */

import { demand } from "../problem.js";

import { demandReasons } from "./reasons.js";

export class Remarks {
  constructor(processes, strategies) {
    this._processes = processes;
    this._strategies = strategies;
    this.remarks = new Map();
  }

  apply(entry, index) {
    if (!entry.t.startsWith("remark.")) return;
    if (entry.t === "remark.posted") this._post(entry, index);
    else APPLY[entry.t].call(this, this._of(entry, index), entry, index);
  }

  _of(entry, index) {
    const found = this.remarks.get(entry.remark);
    demand(found && found.process === entry.p, "remark-unknown", index);
    return found;
  }

  _post(entry, index) {
    demand(!this.remarks.has(entry.remark), "remark-posted-twice", index);
    this.demandOpen(entry.p, entry.phase, index);
    const { mission, paragraphs } = this._strategies.of(entry);
    const stands = entry.version === mission && paragraphs.has(entry.paragraph);
    demand(stands, "remark-without-paragraph", index);
    this.remarks.set(entry.remark, {
      process: entry.p, phase: entry.phase, status: "visible", version: 1, onceHeld: false,
      ref: entry.c.text,
    });
  }

  /** A phase about the mission is open now that takes comments. */
  demandOpen(process, name, index) {
    const phase = this._processes.phases.get(name);
    const offered = phase?.process === process && phase.kind === "mission"
      && phase.status === "open" && phase.features.includes("comment");
    demand(offered, "remark-outside-phase", index);
  }
}

function move(states, status) {
  return (remark, entry, index) => {
    const details = { type: entry.t, state: remark.status };
    demand(states.includes(remark.status), "remark-state-wrong", index, details);
    remark.status = status;
  };
}

function takeAway(states, status) {
  const moved = move(states, status);
  return (remark, entry, index) => {
    moved(remark, entry, index);
    demandReasons(entry, index);
  };
}

const APPLY = {
  __proto__: null,

  "remark.edited"(remark, entry, index) {
    move(["visible", "held"], remark.status)(remark, entry, index);
    demand(entry.version === remark.version + 1, "wrong-version", index);
    this.demandOpen(entry.p, remark.phase, index);
    Object.assign(remark, { version: entry.version, ref: entry.c.text });
  },

  "remark.held"(remark, entry, index) {
    const interim = "until" in entry;
    const details = { type: entry.t, state: remark.status };
    demand(!(interim && remark.onceHeld), "remark-state-wrong", index, details);
    move(["visible"], "held")(remark, entry, index);
    remark.onceHeld ||= interim;
  },

  "remark.withdrawn": move(["visible", "held"], "withdrawn"),
  "remark.released": move(["held"], "visible"),
  "remark.restored": move(["hidden", "refused"], "visible"),
  "remark.refused": takeAway(["held"], "refused"),
  "remark.hidden": takeAway(["visible", "held"], "hidden"),
};
