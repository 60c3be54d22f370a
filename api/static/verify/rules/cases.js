/* Cases of moderation and audits: opened, decided once, appealed after that. */

import { demand } from "../problem.js";

import { demandReasons } from "./reasons.js";

const RESTRICTING = new Set(["return", "reject", "hide", "warn", "suspend"]);

export class Cases {
  constructor(proposals, comments, remarks) {
    this._subjects = new Map([
      ["proposal", proposals.proposals], ["comment", comments.comments],
      ["remark", remarks.remarks],
    ]);
    this._cases = new Map();
    this._audits = new Map();
  }

  apply(entry, index) {
    if (entry.t.startsWith("case.")) this._case(entry, index);
    else if (entry.t.startsWith("audit.")) this._audit(entry, index);
  }

  _case(entry, index) {
    const known = this._cases.get(entry.case);
    if (entry.t === "case.opened") {
      demand(!known, "case-twice", index);
      demand(!("previous" in entry) || this._cases.has(entry.previous), "case-unknown", index);
      this._demandSubject(entry, index);
      this._cases.set(entry.case, { process: entry.p, subject: entry.subject, status: "open" });
      return;
    }
    demand(known && known.process === entry.p, "case-unknown", index);
    demand(!("subject" in entry) || entry.subject === known.subject, "case-unknown", index);
    CASE[entry.t](known, entry, index);
  }

  _demandSubject(entry, index) {
    const subject = this._subjects.get(entry.kind).get(entry.subject);
    demand(subject && subject.process === entry.p, `${entry.kind}-unknown`, index);
  }

  _audit(entry, index) {
    const known = this._audits.get(entry.audit);
    if (entry.t === "audit.opened") {
      demand(!known, "audit-twice", index);
      this._audits.set(entry.audit, { open: true, findings: new Set() });
      return;
    }
    demand(known?.open, "audit-unknown", index);
    if (entry.t === "audit.closed") known.open = false;
    else if (entry.t === "audit.finding-recorded") known.findings.add(entry.finding);
    else if ("finding" in entry) demand(known.findings.has(entry.finding), "audit-unknown", index);
  }
}

function demandStatus(known, states, entry, index) {
  demand(states.includes(known.status), "wrong-state", index, { type: entry.t, state: known.status });
}

const CASE = {
  __proto__: null,

  "case.content-reported"(known, entry, index) {
    demandStatus(known, ["open"], entry, index);
  },

  "case.decided"(known, entry, index) {
    demandStatus(known, ["open"], entry, index);
    if (RESTRICTING.has(entry.outcome)) demandReasons(entry, index);
    known.status = "decided";
    known.restricts = RESTRICTING.has(entry.outcome);
  },

  "case.appeal-filed"(known, entry, index) {
    demandStatus(known, ["decided"], entry, index);
    demand(known.restricts, "wrong-state", index, { type: entry.t, state: known.status });
    known.status = "appealed";
  },

  "case.appeal-assigned"(known, entry, index) {
    demandStatus(known, ["appealed", "under appeal"], entry, index);
    known.status = "under appeal";
  },

  "case.appeal-decided"(known, entry, index) {
    demandStatus(known, ["appealed", "under appeal"], entry, index);
    known.status = "final";
  },

  "case.closed"(known, entry, index) {
    demandStatus(known, ["decided"], entry, index);
    known.status = "closed";
  },
};
