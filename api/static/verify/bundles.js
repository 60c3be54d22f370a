/* The entries of a log, 256 at a time, a few bundles ahead of whoever reads them. */

import { demand } from "./problem.js";
import { tileNumber } from "./sources.js";

const WIDTH = 256;
const AHEAD = 6;

/** Yield `{start, entries}` for the first `size` entries; a list of bytes each. */
export async function* bundles(source, size, signal) {
  const count = Math.ceil(size / WIDTH);
  const coming = [];
  for (let next = 0, number = 0; number < count; number += 1) {
    for (; next < count && next < number + AHEAD; next += 1) {
      const fetched = bundle(source, next, size, signal);
      // Whoever stops early never asks for it; that is no error of its own.
      fetched.catch(() => {});
      coming.push(fetched);
    }
    yield { start: number * WIDTH, entries: await coming.shift() };
  }
}

async function bundle(source, number, size, signal) {
  const width = Math.min(WIDTH, size - number * WIDTH);
  const path = `tile/entries/${tileNumber(number)}`;
  let bytes = width < WIDTH ? await source.bytes(`${path}.p/${width}`, signal) : null;
  // A bundle that has grown full meanwhile may stand for the part of it.
  bytes ??= await source.bytes(path, signal);
  demand(bytes !== null, "file-missing", number * WIDTH, { path });
  return taken(bytes, width, number * WIDTH);
}

function taken(bytes, width, start) {
  const entries = [];
  let at = 0;
  while (entries.length < width) {
    const index = start + entries.length;
    demand(at + 2 <= bytes.length, "bundle-short", index);
    const length = bytes[at] * 256 + bytes[at + 1];
    demand(at + 2 + length <= bytes.length, "bundle-short", index);
    entries.push(bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  demand(at === bytes.length || entries.length < WIDTH, "bundle-long", start + width - 1);
  return entries;
}
