/* Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature). */

import { hashes, verify } from "../vendor/noble/ed25519.js";
import { sha256, sha512 } from "../vendor/noble/sha2.js";

import { base64, fromBase64, hex, joined, utf8 } from "./bytes.js";
import { Problem, demand } from "./problem.js";

hashes.sha512 = sha512;

const ED25519 = 1;
const COSIGNATURE = 4;
const MOST_SIGNATURES = 64;
const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u;
const SIZE = /^(0|[1-9][0-9]{0,14})$/;

/**
 * A verifier key, `name+id+base64(type ‖ key)`, of the log (type 1) or a witness (type 4).
 * Throws a Problem for any other.
 */
export function verifierKey(text) {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text);
  demand(parts, "key-form", null, { key: text });
  const [, name, id, encoded] = parts;
  const bytes = fromBase64(encoded);
  demand(bytes.length === 33, "key-form", null, { key: name });
  demand([ED25519, COSIGNATURE].includes(bytes[0]), "key-form", null, { key: name });
  const right = sha256(joined(utf8(`${name}\n`), bytes)).subarray(0, 4);
  demand(hex(right) === id, "key-form", null, { key: name });
  return { name, id, type: bytes[0], key: bytes.subarray(1), text };
}

/** Take a note apart: the signed text, and its signatures as name, id and bytes. */
function parts(note) {
  // eslint-disable-next-line no-control-regex
  demand(!/[\u0000-\u0009\u000b-\u001f]/.test(note), "note-form");
  const cut = note.lastIndexOf("\n\n");
  demand(cut > 0 && note.endsWith("\n"), "note-form");
  const text = note.slice(0, cut + 1);
  const lines = note.slice(cut + 2, -1).split("\n");
  demand(lines.length <= MOST_SIGNATURES, "note-form");
  const signatures = lines.map((line) => {
    const found = SIGNATURE.exec(line);
    demand(found, "note-form");
    const bytes = fromBase64(found[2]);
    demand(bytes.length > 4, "note-form");
    return { name: found[1], id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) };
  });
  return { text, signatures };
}

/** Read a checkpoint: origin, size and root; nothing is verified yet. */
export function checkpoint(note) {
  const { text, signatures } = parts(note);
  const lines = text.slice(0, -1).split("\n");
  demand(lines.length >= 3 && lines.every((line) => line !== ""), "note-form");
  const [origin, size, encoded] = lines;
  demand(SIZE.test(size), "note-form");
  const root = fromBase64(encoded);
  demand(root.length === 32, "note-form");
  return { origin, size: Number(size), root, text, signatures, note };
}

/**
 * Which of some keys signed a checkpoint: `{key, at}`, `at` in seconds for witnesses.
 * Throws a Problem if a signature that claims to be of one of them is none.
 */
export function signers(read, keys) {
  const found = new Map();
  for (const signature of read.signatures) {
    const key = keys.find((each) => each.name === signature.name && each.id === signature.id);
    if (!key) continue;
    const at = key.type === ED25519 ? plain(read, signature, key) : cosigned(read, signature, key);
    found.set(key, { key, at });
  }
  return [...found.values()];
}

function plain(read, signature, key) {
  check(signature.bytes, read.text, key);
  return null;
}

function cosigned(read, signature, key) {
  demand(signature.bytes.length === 72, "signature", null, { name: key.name });
  const time = new DataView(signature.bytes.buffer, signature.bytes.byteOffset).getBigUint64(0);
  check(signature.bytes.subarray(8), `cosignature/v1\ntime ${time}\n${read.text}`, key);
  return Number(time);
}

function check(signature, text, key) {
  let valid = false;
  try {
    valid = verify(signature, utf8(text), key.key, { zip215: false });
  } catch {
    // The library throws at bytes that are no signature or key at all.
  }
  if (!valid) throw new Problem("signature", null, { name: key.name });
}

/** The root of a checkpoint as it is printed. */
export const printed = (root) => base64(root);
