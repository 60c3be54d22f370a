/* Proposals: which state follows which (docs/rules/proposals.md, moderation.md). */

import { demand } from "../problem.js";

import { demandReasons } from "./reasons.js";

const CITIZENS = new Set(["citizen", "organisation"]);
const EXCEPTED = new Set(["paper", "import"]);

/** Whether somebody did this online, so that the phase must offer it at that moment. */
export const needsPhase = (entry) => CITIZENS.has(entry.by) && !EXCEPTED.has(entry.ch);

export class Proposals {
  constructor(processes) {
    this._processes = processes;
    this.proposals = new Map();
  }

  /** The proposal an entry names; it was handed in before, in the same process. */
  of(entry, index, id = entry.q) {
    const found = this.proposals.get(id);
    demand(found && found.process === entry.p, "proposal-unknown", index);
    return found;
  }

  apply(entry, index) {
    if (!entry.t.startsWith("proposal.")) return;
    if (entry.t === "proposal.submitted" || entry.t === "proposal.imported") {
      this._begin(entry, index);
    } else {
      const proposal = this.of(entry, index);
      APPLY[entry.t].call(this, proposal, entry, index);
    }
  }

  _begin(entry, index) {
    demand(!this.proposals.has(entry.q), "proposal-twice", index);
    const phase = this._processes.phase(entry, index);
    if (entry.t === "proposal.submitted" && needsPhase(entry)) {
      const offered = phase.status === "open" && phase.features.includes("submit");
      demand(offered, "outside-phase", index, { type: entry.t });
    }
    this.proposals.set(entry.q, {
      id: entry.q, process: entry.p, number: this.proposals.size + 1, status: "submitted",
      version: 1, held: null, onceHeld: false, waiting: null, refused: null, oncePublic: false,
      merge: null,
      versions: [texts(entry, false)], merges: [],
    });
  }
}

/* The commitments of a version, and whether it ever was the text that everybody could read. */
function texts(entry, released) {
  const { title, body } = entry.c ?? {};
  return { refs: [title, body].filter(Boolean), released };
}

function demandState(proposal, states, entry, index) {
  demand(states.includes(proposal.status), "wrong-state", index,
    { type: entry.t, state: proposal.status });
}

const answerable = (proposal) => proposal.status === "published" && proposal.held === null;

const APPLY = {
  __proto__: null,

  "proposal.edited"(proposal, entry, index) {
    demandState(proposal, ["submitted", "published"], entry, index);
    demand(entry.version === proposal.version + 1, "wrong-version", index);
    proposal.version = entry.version;
    proposal.waiting = entry.held ? entry.version : null;
    proposal.refused = null;
    proposal.versions.push(texts(entry, !entry.held && proposal.oncePublic));
  },

  "proposal.resubmitted"(proposal, entry, index) {
    demandState(proposal, ["returned"], entry, index);
    demand(entry.version === proposal.version + 1, "wrong-version", index);
    Object.assign(proposal, { version: entry.version, status: "submitted", refused: null });
    proposal.versions.push(texts(entry, false));
  },

  "proposal.edit-released"(proposal, entry, index) {
    const { waiting, refused } = proposal;
    // On appeal the case that refused it releases it after all.
    const onAppeal = waiting === null && refused?.case === entry.case
      && refused?.version === entry.version;
    demand(entry.version === waiting || onAppeal, "wrong-version", index);
    proposal.versions[entry.version - 1].released = true;
    Object.assign(proposal, { waiting: null, refused: null });
  },

  "proposal.edit-refused"(proposal, entry, index) {
    demand(entry.version === proposal.waiting, "wrong-version", index);
    demandReasons(entry, index);
    const refused = { case: entry.case, version: entry.version };
    Object.assign(proposal, { waiting: null, refused });
  },

  "proposal.published"(proposal, entry, index) {
    const appeal = entry.mode === "appeal" ? ["rejected", "returned", "hidden"] : [];
    demandState(proposal, ["submitted", ...appeal], entry, index);
    Object.assign(proposal, { status: "published", oncePublic: true });
    proposal.versions[proposal.version - 1].released = true;
  },

  "proposal.returned"(proposal, entry, index) {
    demandState(proposal, ["submitted", "rejected"], entry, index);
    proposal.status = "returned";
  },

  "proposal.rejected"(proposal, entry, index) {
    demandState(proposal, ["submitted"], entry, index);
    demandReasons(entry, index);
    proposal.status = "rejected";
  },

  "proposal.hidden"(proposal, entry, index) {
    demandState(proposal, ["published"], entry, index);
    demandReasons(entry, index);
    Object.assign(proposal, { status: "hidden", held: null });
  },

  "proposal.held"(proposal, entry, index) {
    demand(answerable(proposal) && !proposal.onceHeld, "wrong-state", index,
      { type: entry.t, state: proposal.status });
    Object.assign(proposal, { held: entry.case, onceHeld: true });
  },

  "proposal.hold-ended"(proposal, entry, index) {
    demand(proposal.held === entry.case, "wrong-state", index,
      { type: entry.t, state: proposal.status });
    proposal.held = null;
  },

  "proposal.restored"(proposal, entry, index) {
    demandState(proposal, ["hidden"], entry, index);
    proposal.status = "published";
  },

  "proposal.withdrawn"(proposal, entry, index) {
    demandState(proposal, ["submitted", "returned", "published"], entry, index);
    proposal.status = "withdrawn";
  },

  "proposal.merged"(proposal, entry, index) {
    const target = this.of(entry, index, entry.into);
    demand(answerable(proposal) && answerable(target) && target !== proposal, "wrong-state", index,
      { type: entry.t, state: proposal.status });
    Object.assign(proposal, { status: "merged", merge: entry.m, into: entry.into });
    if (entry.c?.reason) proposal.merges.push(entry.c.reason);
  },

  "proposal.supporters-carried"(proposal, entry, index) {
    demand(proposal.merge === entry.m && proposal.into === entry.into, "merge-unknown", index);
  },

  "proposal.unmerged"(proposal, entry, index) {
    demandState(proposal, ["merged"], entry, index);
    demand(proposal.merge === entry.m && proposal.into === entry.into, "merge-unknown", index);
    Object.assign(proposal, { status: "published", merge: null, into: null });
  },
};
