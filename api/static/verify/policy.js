/* Whom one trusts (C2SP tlog-policy): logs, witnesses, and how many of them it takes. */

import { hex } from "./bytes.js";
import { signers, verifierKey } from "./note.js";
import { Problem, demand } from "./problem.js";

/** Read a policy; throws a Problem that names the line. */
export function policy(text) {
  const found = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null, seen: new Set() };
  text.split("\n").forEach((line, at) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (!words.length || words[0].startsWith("#")) return;
    try {
      demand(!/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line), "policy");
      STATEMENTS[words[0]]?.(found, words.slice(1)) ?? demand(words[0] in STATEMENTS, "policy");
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      throw new Problem("policy", null, { line: at + 1 });
    }
  });
  demand(found.quorum !== null, "policy-quorum");
  return found;
}

const STATEMENTS = {
  __proto__: null,
  log(found, words) {
    demand(words.length === 1 || words.length === 2, "policy");
    found.logs.push(fresh(found, words[0], 1));
  },
  witness(found, words) {
    demand(words.length === 2 || words.length === 3, "policy");
    demand(free(found, words[0]), "policy");
    found.witnesses.set(words[0], fresh(found, words[1], 4));
  },
  group(found, [name, threshold, ...members]) {
    demand(name && free(found, name) && members.length, "policy");
    demand(members.every((member) => !free(found, member) && member !== "none"), "policy");
    demand(!members.some((member) => found.seen.has(`member ${member}`)), "policy");
    demand(new Set(members).size === members.length, "policy");
    members.forEach((member) => found.seen.add(`member ${member}`));
    const needed = { any: 1, all: members.length }[threshold] ?? number(threshold);
    demand(needed >= 1 && needed <= members.length, "policy");
    found.groups.set(name, { needed, members });
  },
  quorum(found, words) {
    demand(words.length === 1 && found.quorum === null, "policy");
    demand(words[0] === "none" || !free(found, words[0]), "policy");
    [found.quorum] = words;
  },
};

const number = (text) => (/^[1-9][0-9]*$/.test(text) ? Number(text) : 0);

function free(found, name) {
  return name !== "none" && !found.witnesses.has(name) && !found.groups.has(name);
}

function fresh(found, text, type) {
  const key = verifierKey(text);
  demand(key.type === type, "policy");
  demand(!found.seen.has(hex(key.key)), "policy");
  found.seen.add(hex(key.key));
  return key;
}

/**
 * Demand that a checkpoint is signed by a log of the policy and cosigned by its quorum.
 * Returns which witnesses cosigned, `{name, at}`, and how many the policy knows.
 */
export function accept(read, trusted) {
  const logs = trusted.logs.filter((key) => key.name === read.origin);
  demand(logs.length, "origin", null, { origin: read.origin });
  demand(signers(read, logs).length, "not-signed", null, { origin: read.origin });
  const cosigned = new Map();
  for (const [name, key] of trusted.witnesses) {
    const [found] = signers(read, [key]);
    if (found) cosigned.set(name, found.at);
  }
  const seen = (name) => {
    if (name === "none") return true;
    const group = trusted.groups.get(name);
    if (!group) return cosigned.has(name);
    return group.members.filter(seen).length >= group.needed;
  };
  if (!seen(trusted.quorum)) {
    throw new Problem("below-quorum", null, {
      found: cosigned.size, known: trusted.witnesses.size,
    });
  }
  return {
    witnesses: [...cosigned].map(([name, at]) => ({ name, at })),
    known: trusted.witnesses.size,
    quorum: trusted.quorum,
  };
}
