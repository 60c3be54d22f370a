/* Whatever is taken away needs a rule and a statement of reasons (I6, DSA Art. 17). */

import { demand } from "../problem.js";

const ILLEGAL = new Set(["HR02", "HR03", "HR04", "HR08"]);

/** The class of ground that goes with some house rules. */
function groundOf(rules) {
  if (rules.includes("HR00")) return "source";
  return rules.some((rule) => ILLEGAL.has(rule)) ? "illegal" : "terms";
}

/** Demand rule, ground and explanation; the decision of a source (HR00) has no explanation. */
export function demandReasons(entry, index) {
  const rules = entry.rules ?? [];
  demand(rules.length, "no-rule", index, { type: entry.t });
  demand(!("ground" in entry) || entry.ground === groundOf(rules), "wrong-ground", index);
  const source = rules.length === 1 && rules[0] === "HR00";
  demand(source || entry.c?.explanation, "no-reasons", index, { type: entry.t });
}
