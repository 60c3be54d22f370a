/* The Merkle tree of RFC 6962: its root at every size, and proofs of inclusion. */

import { sha256 } from "../vendor/noble/sha2.js";

import { same } from "./bytes.js";

const HASH = 32;
const WIDTH = 256;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/* One hasher for all, set back to its beginning before each use: a million entries are two million
   hashes, and a hasher for each of them would be rubbish to collect. */
const FRESH = sha256.create();
const HASHER = sha256.create();

function hashInto(place, ...parts) {
  FRESH._cloneInto(HASHER);
  for (const part of parts) HASHER.update(part);
  HASHER.digestInto(place);
  return place;
}

/** The hash of an entry, SHA-256(0x00 ‖ entry), in a place of 32 bytes. */
export const leafHash = (entry, place = new Uint8Array(HASH)) => hashInto(place, LEAF, entry);

const nodeHash = (left, right, place = new Uint8Array(HASH)) => hashInto(place, NODE, left, right);

/* Where the hashes of half a tile stand while its root is worked out. */
const ROW = new Uint8Array((WIDTH / 2) * HASH);
const part = (row, at) => row.subarray(at * HASH, (at + 1) * HASH);

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

  /** Append an entry. */
  add(entry) {
    const at = this.size % WIDTH;
    if (at === 0) this._leaves.push(new Uint8Array(WIDTH * HASH));
    leafHash(entry, this.leaf(this.size));
    this.size += 1;
    if (at === WIDTH - 1) this._carry(this._over(this.size - WIDTH, WIDTH));
  }

  /** The hash of one entry. */
  leaf(index) {
    return part(this._leaves[Math.floor(index / WIDTH)], index % WIDTH);
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

  /** The root over the first `count` leaves of the tile that begins at `start`. */
  _over(start, count) {
    let row = this._leaves[start / WIDTH];
    for (let width = count; width > 1; width = Math.ceil(width / 2)) {
      const pairs = Math.floor(width / 2);
      for (let at = 0; at < pairs; at += 1) {
        nodeHash(part(row, 2 * at), part(row, 2 * at + 1), part(ROW, at));
      }
      // One without a partner goes up as it is (RFC 6962).
      if (width % 2) part(ROW, pairs).set(part(row, width - 1));
      row = ROW;
    }
    return row.slice(0, HASH);
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
