/* The Merkle tree of RFC 6962: its root at every size, and proofs of inclusion. */

import { sha256 } from "../vendor/noble/sha2.js";

import { same } from "./bytes.js";

const HASH = 32;
const WIDTH = 256;

/** The hash of an entry: SHA-256(0x00 ‖ entry). */
export function leafHash(entry) {
  const message = new Uint8Array(entry.length + 1);
  message.set(entry, 1);
  return sha256(message);
}

const PAIR = new Uint8Array(1 + 2 * HASH);
PAIR[0] = 1;

function nodeHash(left, right) {
  PAIR.set(left, 1);
  PAIR.set(right, 1 + HASH);
  return sha256(PAIR);
}

/**
 * A tree that grows by entries. It remembers the hashes of all entries, 32 bytes each,
 * so that the root at any earlier size can be asked for afterwards.
 */
export class Tree {
  constructor() {
    this.size = 0;
    this._leaves = []; // of 256 hashes each
    this._full = [[]]; // by level: hashes of perfect trees over 256 · 2^level entries
  }

  /** Append a hash made by leafHash. */
  add(hash) {
    const at = this.size % WIDTH;
    if (at === 0) this._leaves.push(new Uint8Array(WIDTH * HASH));
    this._leaves[this._leaves.length - 1].set(hash, at * HASH);
    this.size += 1;
    if (at === WIDTH - 1) this._carry(this._over(this.size - WIDTH, WIDTH));
  }

  /** The hash of one entry. */
  leaf(index) {
    const at = (index % WIDTH) * HASH;
    return this._leaves[Math.floor(index / WIDTH)].subarray(at, at + HASH);
  }

  /** The root over the first `size` entries; at most as many as there are. */
  root(size = this.size) {
    if (size > this.size) throw new RangeError("the tree is smaller");
    if (size === 0) return sha256(new Uint8Array(0));
    let root = null;
    let end = size;
    const rest = size % WIDTH;
    if (rest) {
      end -= rest;
      root = this._over(end, rest);
    }
    // From the right, the smallest perfect tree first.
    for (let level = 0, tiles = end / WIDTH; tiles > 0; level += 1, tiles = Math.floor(tiles / 2)) {
      if (tiles % 2 === 0) continue;
      const perfect = this._full[level][tiles - 1];
      root = root ? nodeHash(perfect, root) : perfect;
    }
    return root;
  }

  _carry(hash) {
    for (let level = 0; ; level += 1) {
      const row = (this._full[level] ??= []);
      row.push(hash);
      if (row.length % 2) return;
      hash = nodeHash(row[row.length - 2], hash);
    }
  }

  _over(start, count) {
    if (count === 1) return this.leaf(start);
    let half = 1;
    while (half * 2 < count) half *= 2;
    return nodeHash(this._over(start, half), this._over(start + half, count - half));
  }
}

/** Whether a proof leads from an entry's hash at an index to the root of a tree of a size. */
export function includes(hash, index, size, proof, root) {
  if (index >= size) return false;
  let position = index;
  let last = size - 1;
  let found = hash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      found = nodeHash(sibling, found);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      found = nodeHash(found, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && same(found, root);
}
