/* One entry: canonical JSON of a known type, or a Problem. */

import { fromUtf8 } from "./bytes.js";
import { Problem } from "./problem.js";
import { misfit } from "./shapes.js";

/** Read the bytes of the entry at an index. */
export function entry(bytes, index) {
  let text;
  let value;
  try {
    text = fromUtf8(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem("not-json", index);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Problem("not-json", index);
  }
  // Parsed and written again it is the same text: so there are no spaces, no second
  // spelling of a number or letter, and no key twice. The order of keys is kept by parsing.
  if (!ordered(value) || JSON.stringify(value) !== text) throw new Problem("not-canonical", index);
  const field = misfit(value);
  if (field === "t") throw new Problem("unknown-type", index, { type: String(value.t) });
  if (field === "v") throw new Problem("unknown-version", index);
  if (field !== null) throw new Problem("field", index, { field, type: value.t });
  return value;
}

/** Whether keys ascend everywhere and numbers are integers. */
function ordered(value) {
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object") return true;
  if (value === null) return false;
  if (Array.isArray(value)) return value.every(ordered);
  let last = "";
  for (const key in value) {
    if (key <= last) return false;
    last = key;
    const inner = value[key];
    if (typeof inner !== "string" && !ordered(inner)) return false;
  }
  return true;
}
