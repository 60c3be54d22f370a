/* Published texts open their commitments; those that must be public are there. */

import { sha256 } from "../vendor/noble/sha2.js";

import { base64url, fromBase64url, fromUtf8, joined, utf8 } from "./bytes.js";
import { Problem, demand } from "./problem.js";

const PREFIX = utf8("bp/content/v1\0");
const WIDTH = 256;
const MOST_TITLES = 20000;
const ALWAYS = new Map([
  ["process.opened", ["title", "summary"]],
  ["process.described", ["title", "summary", "lead", "contractors", "funding"]],
  ["process.territory-added", ["name"]],
  ["process.action-field-defined", ["name", "description"]],
  ["process.action-field-renamed", ["name", "reason"]],
  ["process.phase-defined", ["title", "negotiable", "not_negotiable"]],
  ["phase.extended", ["reason"]],
  ["phase.reopened", ["reason"]],
  ["audit.finding-recorded", ["text"]],
  ["audit.finding-answered", ["text"]],
  ["format.scheduled", ["title", "place"]],
  ["format.cancelled", ["reason"]],
]);
const WHOLLY = ["organisation.", "goal.", "funding.", "plan.", "measure.", "mission.", "strategy.",
  "recommendation.", "lab."];

/* The commitments of an entry that everybody may demand, whatever comes later. */
function always(entry) {
  if (entry.t === "measure.decision-applied") return []; // conditions are the decision's own
  if (entry.t === "inventory.recorded" && ["office", "import"].includes(entry.source)) {
    return [entry.c.title, entry.c.text].filter(Boolean);
  }
  if (WHOLLY.some((kinds) => entry.t.startsWith(kinds))) return commitmentsOf(entry);
  return (ALWAYS.get(entry.t) ?? []).filter((name) => name in entry.c).map((name) => entry.c[name]);
}

const commitmentsOf = (entry) =>
  [...Object.values(entry.c ?? {}), ...(entry.paragraphs ?? []).map(([, ref]) => ref)];

/* What a title is a title of. */
const named = (entry) => {
  if (entry.t.startsWith("measure.") && !("milestone" in entry)) return entry.measure;
  return entry.decision ?? entry.q ?? entry.milestone ?? entry.item ?? entry.workshop ?? entry.lab ?? entry.p;
};

/** Remembers where commitments first stand, and which of them are always public. */
export class Commitments {
  constructor() {
    this._first = new Map();
    this._again = new Map(); // by commitment: the later entries in which it stands as well
    this._always = [];
    this._titled = new Map(); // by commitment of a title: the process or proposal it names
    this.titles = new Map(); // by process or proposal: its newest title that is public
  }

  add(entry, index) {
    if (!("c" in entry || "paragraphs" in entry)) return;
    for (const ref of commitmentsOf(entry)) {
      if (!this._first.has(ref)) this._first.set(ref, index);
      else this._again.set(ref, [...(this._again.get(ref) ?? []), index]);
    }
    this._always.push(...always(entry));
    if (!("c" in entry)) return;
    if (entry.t.startsWith("organisation.body-")) this._titled.set(entry.c.name, { id: entry.body, index });
    const titled = entry.c.title && !("phase" in entry && entry.t.startsWith("process."));
    if (titled && this._titled.size < MOST_TITLES) {
      this._titled.set(entry.c.title, { id: named(entry), index });
    }
  }

  /** The commitments whose texts must be there, by the state at the end of the log. */
  required(replay) {
    const found = new Set(this._always);
    const shown = (proposal) =>
      ["published", "merged"].includes(proposal.status) && proposal.held === null;
    const { proposals } = replay.proposals;
    for (const proposal of proposals.values()) {
      if (!shown(proposal)) continue;
      for (const version of proposal.versions) {
        if (version.released) version.refs.forEach((ref) => found.add(ref));
      }
      proposal.merges.forEach((ref) => found.add(ref));
    }
    for (const comment of replay.comments.comments.values()) {
      if (comment.status !== "visible" || !shown(proposals.get(comment.proposal))) continue;
      comment.refs.forEach((ref) => found.add(ref));
    }
    for (const remark of replay.remarks.remarks.values()) {
      if (remark.status === "visible") found.add(remark.ref);
    }
    for (const decision of replay.decisions.decisions.values()) {
      decision.refs.forEach((ref) => found.add(ref));
    }
    for (const [question, { refs }] of replay.strategies.answers) {
      if (shown(proposals.get(question))) refs.forEach((ref) => found.add(ref));
    }
    replay.erased.forEach((ref) => found.delete(ref));
    return found;
  }

  /** The numbers N of the files `texts/N` that can exist, ascending. */
  files() {
    const numbers = new Set();
    for (const index of this._first.values()) numbers.add(Math.floor(index / WIDTH));
    for (const index of [...this._again.values()].flat()) numbers.add(Math.floor(index / WIDTH));
    return [...numbers].sort((left, right) => left - right);
  }

  /** Remember a text that opened its commitment, if it is a title. */
  open(ref, text) {
    const titled = this._titled.get(ref);
    if (!titled || titled.index < (this.titles.get(titled.id)?.index ?? -1)) return;
    this.titles.set(titled.id, { text, index: titled.index });
  }

  /** Whether an entry holds a commitment. */
  holds(index, ref) {
    return this._first.get(ref) === index || Boolean(this._again.get(ref)?.includes(index));
  }

  first(ref) {
    return this._first.get(ref);
  }
}

/**
 * Check one file of texts of a log of a size. Opened commitments leave `missing`. Returns how
 * many there were. Texts of entries that have come since are left aside.
 */
export function openTexts(bytes, number, commitments, missing, size) {
  let count = 0;
  for (const line of lines(bytes, number)) {
    const { leaf, c, salt, text } = parsed(line, number);
    if (leaf >= size) continue;
    demand(commitments.holds(leaf, c) && Math.floor(leaf / WIDTH) === number, "text-unknown", leaf);
    const made = sha256(joined(PREFIX, fromBase64url(salt), utf8(text)));
    demand(base64url(made) === c, "text-changed", leaf);
    missing.delete(c);
    commitments.open(c, text);
    count += 1;
  }
  return count;
}

function lines(bytes, number) {
  try {
    return fromUtf8(bytes).split("\n").filter((line) => line !== "");
  } catch {
    throw new Problem("text-form", number * WIDTH);
  }
}

function parsed(line, number) {
  try {
    const found = JSON.parse(line);
    const { leaf, c, salt, text } = found;
    const right = Number.isSafeInteger(leaf)
      && [c, salt, text].every((each) => typeof each === "string")
      && fromBase64url(salt).length === 32
      && text.normalize("NFC") === text;
    if (right) return found;
  } catch {
    // Said below: whatever is wrong with the line, it is no text of the log.
  }
  throw new Problem("text-form", number * WIDTH);
}
