/* Processes and their phases: opened before anything in them, started once, closed when open. */

import { demand } from "../problem.js";

export class Processes {
  constructor() {
    this.processes = new Map();
    this.phases = new Map();
  }

  /** The process of an entry; it was opened before. */
  of(entry, index) {
    const found = this.processes.get(entry.p);
    demand(found, "process-unknown", index);
    return found;
  }

  /** Whether a phase with a feature is open now that asks a question, if one is named. */
  open(process, features, question = null) {
    return process.open.some((phase) =>
      (question === null || phase.question === question)
      && features.some((feature) => phase.features.includes(feature)));
  }

  /** The phase an entry names; it belongs to the entry's process. */
  phase(entry, index) {
    const found = this.phases.get(entry.phase);
    demand(found && found.process === entry.p, "phase-unknown", index);
    return found;
  }

  _open(entry, phase) {
    phase.status = "open";
    this.processes.get(entry.p).open.push(phase);
  }

  apply(entry, index) {
    APPLY[entry.t]?.call(this, entry, index);
  }
}

const APPLY = {
  __proto__: null,

  "process.opened"(entry, index) {
    demand(!this.processes.has(entry.p), "process-twice", index);
    this.processes.set(entry.p, {
      id: entry.p, slug: entry.slug, question: entry.question, open: [], votes: 0,
    });
  },

  "process.phase-defined"(entry, index) {
    demand(!this.phases.has(entry.phase), "phase-twice", index);
    demand(entry.starts < entry.ends, "phase-times", index);
    this.phases.set(entry.phase, {
      id: entry.phase, process: entry.p, status: "defined", ends: entry.ends, features: [],
      question: null, kind: entry.kind,
    });
  },

  "phase.started"(entry, index) {
    const phase = this.phase(entry, index);
    demand(phase.status === "defined", "phase-started-twice", index);
    Object.assign(phase, { ends: entry.ends, features: entry.features, question: entry.question });
    this._open(entry, phase);
  },

  "phase.extended"(entry, index) {
    const phase = this.phase(entry, index);
    demand(phase.status === "open", "phase-not-open", index);
    demand(entry.old === phase.ends && entry.ends > entry.old, "phase-times", index);
    phase.ends = entry.ends;
  },

  "phase.closed"(entry, index) {
    const phase = this.phase(entry, index);
    demand(phase.status === "open", "phase-not-open", index);
    phase.status = "closed";
    const process = this.processes.get(entry.p);
    process.open = process.open.filter((each) => each !== phase);
  },

  "phase.reopened"(entry, index) {
    const phase = this.phase(entry, index);
    demand(phase.status === "closed", "phase-not-closed", index);
    phase.ends = entry.ends;
    this._open(entry, phase);
  },
};
