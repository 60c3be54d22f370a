/* What a check found: a code of the list in words, and what to fill in there. */

export class Problem extends Error {
  /** `index` is the entry it is about, null for the whole log. */
  constructor(code, index = null, values = {}) {
    super(index === null ? code : `${code} at entry ${index}`);
    this.code = code;
    this.index = index;
    this.values = values;
  }
}

/** Throw a problem about an entry unless a condition holds. */
export function demand(condition, code, index = null, values = {}) {
  if (!condition) throw new Problem(code, index, values);
}
