/* Which fields an entry of each type has (docs/rules/public_log.md, "Entries"). */

import { STRATEGY } from "./strategy_shapes.js";

const pattern = (expression) => (value) => typeof value === "string" && expression.test(value);
const oneOf = (...words) => (value) => words.includes(value);
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const positive = (value) => count(value) && value > 0;
const flag = (value) => typeof value === "boolean";
const listOf = (each) => (value) => Array.isArray(value) && value.every(each);

const id = pattern(/^[0-9a-f]{32}$/);
const hour = pattern(/^\d{4}-\d\d-\d\dT\d\dZ$/);
const moment = pattern(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const day = pattern(/^\d{4}-\d\d-\d\d$/);
const word = pattern(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$/);
const words = listOf(word);
const commitment = pattern(/^[A-Za-z0-9_-]{43}$/);
const hash = pattern(/^[0-9a-f]{64}$/);
const question = oneOf("support", "opinion");
const ground = oneOf("illegal", "terms", "source");
const kind = oneOf("proposal", "comment", "remark");
const rules = listOf(pattern(/^HR\d\d$/));
const tally = (value) =>
  Array.isArray(value)
  && value.every((row) => Array.isArray(row) && row.length === 5 && id(row[0])
    && row.slice(1).every(count));

const rowOf = (...checks) => (value) =>
  Array.isArray(value) && value.length === checks.length
  && value.every((each, at) => checks[at](each));
const quarter = (value) => [1, 2, 3, 4].includes(value);
const subjects = listOf(rowOf(oneOf("measure", "mission", "plan", "strategy", "other"), id, count));
const results = oneOf("unchanged", "changed", "rejected", "deferred", "referred", "acknowledged");

/* What minutes say: result, members present, votes if any were taken. */
function record(value) {
  if (typeof value !== "object" || Array.isArray(value)) return false;
  const known = Object.keys(value).every((name) => ["present", "result", "votes"].includes(name));
  const votes = value.votes ?? [0, 0, 0];
  return known && count(value.present) && results(value.result) && rowOf(count, count, count)(votes);
}

const KINDS = {
  __proto__: null,
  id, count, positive, day, word, flag, hash, subjects, record,
  integer: Number.isSafeInteger,
  counts: listOf(count),
  ids: listOf(id),
  number: pattern(/^M-\d{2,5}$/),
  item: pattern(/^\d{1,3}(\.\d{1,3}){0,3}[a-z]?$/),
  slot: rowOf(positive, quarter, quarter, count),
  planned: listOf(rowOf(id, quarter, quarter, count, count)),
  numbered: listOf(rowOf(id, count)),
  paragraphs: listOf(rowOf(id, commitment)),
  votes: rowOf(count, count, count),
  doubts: listOf(oneOf("contradiction", "ambiguous", "shared")),
  six: rowOf(count, count, count, count, count, count),
};

/* Fields out of words "name:kind"; all these entries are of a process. */
function fieldsOf(list) {
  const fields = { p: id };
  for (const each of list.split(" ").filter(Boolean)) {
    const [name, kind] = each.split(":");
    fields[name] = kind.includes("|") ? oneOf(...kind.split("|")) : KINDS[kind];
  }
  return fields;
}

const COMMON = {
  h: hour,
  by: oneOf("citizen", "organisation", "clerk", "moderator", "office", "secretary", "auditor",
    "privacy", "admin", "system"),
  ch: oneOf("paper", "phone", "event", "kiosk", "import", "api", "system"),
};

/* A name with "?" may be absent; after the colon the names of commitments in `c`. */
const TABLE = {
  "process.opened": [{ p: id, slug: word, question, "territory?": word }, "title summary"],
  "process.described": [{ p: id }, "title summary lead? contractors? funding?"],
  "process.territory-added": [{ p: id, key: word, "parent?": word }, "name"],
  "process.action-field-defined": [{ p: id, field: id }, "name description?"],
  "process.action-field-renamed": [{ p: id, field: id }, "name reason"],
  "process.action-field-merged": [{ p: id, field: id, into: id }],
  "process.phase-defined": [
    { p: id, phase: id, kind: word, starts: moment, ends: moment, level: word, features: words,
      moderation: word },
    "title negotiable? not_negotiable?",
  ],
  "phase.started": [
    { p: id, phase: id, ends: moment, features: words, question, moderation: word },
  ],
  "phase.extended": [{ p: id, phase: id, old: moment, ends: moment }, "reason"],
  "phase.closed": [{ p: id, phase: id }],
  "phase.reopened": [{ p: id, phase: id, ends: moment }, "reason"],
  "phase.tally-claimed": [
    { p: id, phase: id, at: count, part: positive, parts: positive, tally },
  ],
  "public-log.votes-released": [{ p: id, n: positive, why: oneOf("due", "closing", "merge") }],
  vote: [
    {
      p: id, q: id, n: id, s: positive,
      k: oneOf("given", "confirmed", "changed", "withdrawn", "carried", "given-back", "imported"),
      x: oneOf("support", "agree", "disagree", "pass", "none"),
      "tv?": positive, "m?": id, "sr?": (value) => value === true,
    },
  ],
  "proposal.submitted": [
    { p: id, q: id, phase: id, level: word, rules: positive, "field?": id, "territory?": word,
      "received?": day },
    "title body location?",
  ],
  "proposal.imported": [
    { p: id, q: id, phase: id, source: word, "field?": id }, "title? body? source_link?",
  ],
  "proposal.edited": [
    { p: id, q: id, version: positive, held: flag, "field?": id, "territory?": word },
    "title body location? reason?",
  ],
  "proposal.resubmitted": [
    { p: id, q: id, version: positive, "field?": id, "territory?": word }, "title body location?",
  ],
  "proposal.edit-released": [{ p: id, q: id, version: positive, case: id }],
  "proposal.edit-refused": [
    { p: id, q: id, version: positive, case: id, "rules?": rules, "ground?": ground },
    "explanation?",
  ],
  "proposal.published": [{ p: id, q: id, mode: word, "case?": id }],
  "proposal.returned": [{ p: id, q: id, case: id, "rules?": rules }, "hint?"],
  "proposal.rejected": [
    { p: id, q: id, "case?": id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "proposal.hidden": [
    { p: id, q: id, "case?": id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "proposal.held": [{ p: id, q: id, case: id, rules, ground, until: moment }],
  "proposal.hold-ended": [{ p: id, q: id, case: id }],
  "proposal.restored": [{ p: id, q: id, case: id }],
  "proposal.withdrawn": [{ p: id, q: id, reason: word }],
  "proposal.merged": [{ p: id, q: id, into: id, m: id }, "reason?"],
  "proposal.supporters-carried": [
    { p: id, q: id, into: id, m: id, carried: count, already: count, own: count, lost: count },
  ],
  "proposal.unmerged": [{ p: id, q: id, into: id, m: id }, "reason"],
  "comment.posted": [
    { p: id, q: id, comment: id, phase: id, level: word, "parent?": id, "stance?": word }, "text",
  ],
  "comment.edited": [{ p: id, "q?": id, comment: id, version: positive }, "text"],
  "comment.withdrawn": [{ p: id, "q?": id, comment: id }],
  "comment.held": [{ p: id, "q?": id, comment: id, case: id, "until?": moment }],
  "comment.released": [{ p: id, "q?": id, comment: id, case: id }],
  "comment.restored": [{ p: id, "q?": id, comment: id, case: id }],
  "comment.refused": [
    { p: id, "q?": id, comment: id, case: id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "comment.hidden": [
    { p: id, "q?": id, comment: id, case: id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "remark.posted": [
    { p: id, remark: id, phase: id, paragraph: id, version: positive, level: word }, "text",
  ],
  "remark.edited": [{ p: id, remark: id, version: positive }, "text"],
  "remark.withdrawn": [{ p: id, remark: id }],
  "remark.held": [{ p: id, remark: id, case: id, "until?": moment }],
  "remark.released": [{ p: id, remark: id, case: id }],
  "remark.restored": [{ p: id, remark: id, case: id }],
  "remark.refused": [
    { p: id, remark: id, case: id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "remark.hidden": [
    { p: id, remark: id, case: id, "rules?": rules, "ground?": ground, "appeal?": day },
    "explanation?",
  ],
  "case.opened": [
    { p: id, "q?": id, case: id, kind, subject: id, trigger: word, due: moment, "previous?": id },
  ],
  "case.content-reported": [
    { p: id, "q?": id, case: id, kind, subject: id, rules, account: flag },
  ],
  "case.decided": [
    { p: id, "q?": id, case: id, kind, subject: id, outcome: word, "rules?": rules,
      "ground?": ground, "into?": id },
    "explanation? quoted?",
  ],
  "case.appeal-filed": [{ p: id, "q?": id, case: id, due: moment }, "text"],
  "case.appeal-assigned": [{ p: id, "q?": id, case: id }],
  "case.appeal-decided": [
    { p: id, "q?": id, case: id, kind, subject: id, outcome: word }, "explanation",
  ],
  "case.closed": [{ p: id, "q?": id, case: id }],
  "participant.registered": [{ "p?": id, level: word, d: day }],
  "content.erased": [
    { "p?": id, "q?": id, ref: commitment, ground: oneOf("request", "legal", "retention"),
      "kind?": word, "subject?": id },
  ],
  "audit.opened": [{ "p?": id, audit: id, scope: word }],
  "audit.replay-executed": [{ "p?": id, audit: id, state: hash, match: flag }],
  "audit.finding-recorded": [{ "p?": id, audit: id, finding: id, severity: word }, "text"],
  "audit.finding-answered": [{ "p?": id, audit: id, finding: id }, "text"],
  "audit.finding-reopened": [{ "p?": id, audit: id, finding: id }, "reason"],
  "audit.finding-settled": [{ "p?": id, audit: id, finding: id }],
  "audit.closed": [{ "p?": id, audit: id }],
  "public-log.key-rotated": [{ "p?": id, key: hash, until: moment }],
  "public-log.checkpoint-sealed": [{ "p?": id, size: positive, root: hash }],
};

/* These do not say when. */
const COMMON_OF = {
  __proto__: null,
  vote: {},
  "participant.registered": { "by?": COMMON.by, "ch?": COMMON.ch },
};

function shape(type, [own, texts]) {
  const common = COMMON_OF[type] ?? { h: COMMON.h, "by?": COMMON.by, "ch?": COMMON.ch };
  const fields = { ...common, ...own };
  const checks = new Map();
  const needed = [];
  for (const [name, check] of Object.entries(fields)) {
    const bare = name.replace("?", "");
    checks.set(bare, check);
    if (bare === name) needed.push(bare);
  }
  const [allowed, required] = [new Set(), []];
  for (const name of texts?.split(" ") ?? []) {
    allowed.add(name.replace("?", ""));
    if (!name.endsWith("?")) required.push(name);
  }
  return { checks, needed, allowed, required };
}

for (const [type, [fields, names]] of Object.entries(STRATEGY)) {
  TABLE[type] = [fieldsOf(fields), ...(names ? [names] : [])];
}

const SHAPES = new Map(Object.entries(TABLE).map(([type, row]) => [type, shape(type, row)]));

/** What is wrong with the fields of an entry: the name of one, or null if all is well. */
export function misfit(entry) {
  if (entry.v !== 1) return "v";
  const known = SHAPES.get(entry.t);
  if (!known) return "t";
  for (const name in entry) {
    if (name === "v" || name === "t") continue;
    if (name === "c") {
      if (!texts(entry.c, known)) return "c";
    } else if (!known.checks.get(name)?.(entry[name])) return name;
  }
  if (known.required.length && !("c" in entry)) return "c";
  return known.needed.find((name) => !(name in entry)) ?? null;
}

function texts(held, known) {
  if (typeof held !== "object" || Array.isArray(held)) return false;
  const names = Object.keys(held);
  return names.length > 0
    && names.every((name) => known.allowed.has(name) && commitment(held[name]))
    && known.required.every((name) => name in held);
}
