/* A receipt: a proof (C2SP tlog-proof) that one entry stands in the log. */

import { fromBase64, fromUtf8 } from "./bytes.js";
import { entry as read } from "./entry.js";
import { checkpoint } from "./note.js";
import { accept, policy } from "./policy.js";
import { Problem, demand } from "./problem.js";
import { includes, leafHash } from "./tree.js";

const HEADER = "c2sp.org/tlog-proof@v1";
const LONGEST = 64 * 1024; // characters
const DEEPEST = 63; // hashes in a proof
const [STRIDE, DIGITS] = [7, 17]; // 7 bytes are at most 17 decimal digits

/** Take a receipt apart; throws a Problem if it is none. */
export function parse(text) {
  const plain = text.replaceAll("\r\n", "\n");
  demand(plain.length <= LONGEST && plain.startsWith(`${HEADER}\n`), "receipt-form");
  const cut = plain.indexOf("\n\n");
  demand(cut > 0, "receipt-form");
  const lines = plain.slice(0, cut).split("\n").slice(1);
  demand(lines[0]?.startsWith("extra "), "receipt-no-entry");
  const bytes = decoded(lines[0].slice("extra ".length));
  const index = /^index (0|[1-9][0-9]{0,14})$/.exec(lines[1] ?? "");
  demand(index && lines.length - 2 <= DEEPEST, "receipt-form");
  const path = lines.slice(2).map(decoded);
  demand(path.every((hash) => hash.length === 32), "receipt-form");
  return { bytes, index: Number(index[1]), path, note: plain.slice(cut + 2) };
}

function decoded(text) {
  try {
    return fromBase64(text);
  } catch (problem) {
    if (problem instanceof Problem) throw new Problem("receipt-form");
    throw problem;
  }
}

/**
 * Check a receipt by a policy. Returns the vote, its index, the checkpoint and who cosigned;
 * throws the Problem that keeps it from being one.
 */
export function verifyReceipt(text, trusted) {
  const { bytes, index, path, note } = parse(text);
  const signed = checkpoint(note.endsWith("\n") ? note : `${note}\n`);
  const accepted = accept(signed, policy(trusted));
  const there = includes(leafHash(bytes), index, signed.size, path, signed.root);
  demand(there, "receipt-not-in-log");
  const vote = read(bytes, index);
  demand(vote.t === "vote", "receipt-no-entry");
  return { vote, index, size: signed.size, note: signed.note, ...accepted };
}

/** The receipt behind the `#` of an address: digits of deflated text. */
export async function fromAddress(digits) {
  demand(/^[0-9]+$/.test(digits) && digits.length % DIGITS === 0, "receipt-form");
  demand(digits.length <= LONGEST, "receipt-form");
  const bytes = new Uint8Array((digits.length / DIGITS) * STRIDE);
  for (let part = 0; part * DIGITS < digits.length; part += 1) {
    let value = BigInt(digits.slice(part * DIGITS, (part + 1) * DIGITS));
    for (let at = STRIDE - 1; at >= 0; at -= 1) {
      bytes[part * STRIDE + at] = Number(value & 0xffn);
      value >>= 8n;
    }
    demand(value === 0n, "receipt-form");
  }
  const length = bytes[0] * 256 + bytes[1];
  demand(length <= bytes.length - 2, "receipt-form");
  return inflated(bytes.subarray(2, 2 + length));
}

async function inflated(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts = [];
  let length = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      // A few bytes can unpack to gigabytes; a receipt never does.
      demand(length <= LONGEST, "receipt-form");
    }
    return fromUtf8(new Uint8Array(await new Blob(parts).arrayBuffer()));
  } catch {
    throw new Problem("receipt-form");
  }
}
