/* Shows what the entries say was decided, and where each measure stands. */

import { called, dashed } from "./site.js";
import { element } from "./words.js";

const MOST = 100; // rows of each list

/** List decisions and measures of each process that has some. */
export function councils(section, report, say) {
  const cards = report.processes.flatMap((process) => [
    ...list("decision-table", process, report, process.decisions, decision, say),
    ...list("measure-table", process, report, process.measures, measure, say),
  ]);
  section.replaceChildren(...cards);
}

function list(template, process, report, rows, line, say) {
  if (!rows.length) return [];
  const part = document.getElementById(template).content.firstElementChild.cloneNode(true);
  const heading = part.querySelector("h3");
  heading.id = `${template}-${process.id}`;
  heading.append(" ", named("span", called(process, report.processes)));
  part.querySelector("[role=region]").setAttribute("aria-labelledby", heading.id);
  part.querySelector("tbody").append(...rows.slice(0, MOST).map((row) => line(row, say)));
  if (rows.length > MOST) {
    part.append(element("p", "muted small", say("lines-left", { count: rows.length - MOST })));
  }
  return [part];
}

/* Titles and names are what people wrote, in German. */
function named(tag, text) {
  const made = element(tag, "", text);
  made.lang = "de";
  return made;
}

function head(path, id, title, before) {
  const cell = element("th", "kern-table__header");
  cell.scope = "row";
  const link = title === null ? element("a", "", id.slice(0, 8)) : named("a", title);
  link.href = `${document.getElementById("verify-form").dataset[path]}${dashed(id)}`;
  cell.append(link, element("span", "verify-under", before));
  return cell;
}

function decision(row, say) {
  const line = element("tr", "kern-table__row");
  const place = [row.session ? say.day(row.session) : say("session-open"), row.body, row.number];
  const result = element("td", "kern-table__cell verify-result");
  const [kind, code] = resultOf(row);
  result.append(element("span", `badge badge-${kind}`, say(code)));
  if (row.corrected) result.append(" ", element("span", "badge badge-plain", say("decision-corrected")));
  if (row.status === "repealed") {
    result.append(" ", element("span", "badge badge-warning", say("decision-repealed")));
  }
  const counted = row.votes?.map(say.number) ?? ["–", "–", "–"];
  line.append(
    head("decisions", row.id, row.title, place.filter(Boolean).join(", ")), result,
    ...counted.map((count) => element("td", "kern-table__cell kern-table__cell--numeric", count)),
  );
  return line;
}

function resultOf({ status, result }) {
  if (status === "scheduled") return ["plain", "decision-scheduled"];
  if (status === "imported" && result === null) return ["info", "decision-imported"];
  if (result === null) return ["plain", "decision-unpublished"];
  if (["unchanged", "changed"].includes(result)) return ["success", `result-${result}`];
  return [result === "rejected" ? "warning" : "info", `result-${result}`];
}

function measure(row, say) {
  const line = element("tr", "kern-table__row");
  line.append(
    head("measures", row.id, row.title, row.number),
    element("td", "kern-table__cell", say(`measure-${row.status}`)),
    element("td", "kern-table__cell kern-table__cell--numeric", say.number(row.version)),
  );
  return line;
}
