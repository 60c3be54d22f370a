/* Where the files of a log come from: an address of this site, or a folder on one's disk. */

import { fromUtf8 } from "./bytes.js";
import { Problem } from "./problem.js";

/** A log below an address; files that do not exist are null. */
export class Address {
  constructor(base) {
    this._base = base.endsWith("/") ? base : `${base}/`;
  }

  async bytes(path, signal) {
    let answer;
    try {
      answer = await fetch(this._base + path, { signal, credentials: "omit", cache: "no-cache" });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Problem("unreachable", null, { path });
    }
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Problem("unreachable", null, { path });
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** A log exported to a folder, as the browser hands over its files. */
export class Folder {
  /** `files` is a list of `[path, file]`; all paths begin with the folder's own name. */
  constructor(files) {
    this._files = new Map(files.map(([path, file]) => [path.replace(/^[^/]*\//, ""), file]));
  }

  async bytes(path) {
    const file = this._files.get(path);
    return file ? new Uint8Array(await file.arrayBuffer()) : null;
  }
}

/** The text of a file that must exist. */
export async function text(source, path, signal) {
  const bytes = await source.bytes(path, signal);
  if (bytes === null) throw new Problem("file-missing", null, { path });
  try {
    return fromUtf8(bytes);
  } catch {
    throw new Problem("note-form");
  }
}

/** The N of a path as tlog-tiles writes it: 1234067 is "x001/x234/067". */
export function tileNumber(number) {
  let path = String(number % 1000).padStart(3, "0");
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return path;
}
