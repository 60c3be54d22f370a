/* Shows what the verifier found. */

import { councils } from "./council.js";
import { tallies } from "./site.js";
import { element, when } from "./words.js";

const CHECKS = ["signatures", "root", "consistency", "form", "rules", "tallies", "texts"];

/** Show a report in the section of the result. */
export function show(section, report, say) {
  const state = { fine: report.accepted, bad: !report.accepted, "no-old": !report.old.length };
  when(section, state);
  section.querySelector("#verdict").classList.toggle("verdict-bad", !report.accepted);
  section.querySelector("#checks").replaceChildren(...CHECKS.map((name) => check(name, report, say)));
  const notes = report.notes.map((note) => element("li", "", say(note.code, note)));
  section.querySelector("#notes").replaceChildren(...notes);
  keep(section.querySelector("#keep"), report, say);
  if (report.accepted) {
    registrations(section.querySelector("#registrations"), report, say);
    tallies(section.querySelector("#tallies"), report, say);
    councils(section.querySelector("#councils"), report, say);
  }
  section.hidden = false;
  section.focus();
}

function check(name, report, say) {
  const problem = report.problems.find((each) => each.check === name);
  const reached = !report.problems.length
    || CHECKS.indexOf(name) < Math.min(...report.problems.map((each) => CHECKS.indexOf(each.check)));
  const kind = problem ? "bad" : passed(name, report, reached) ? "fine" : "open";
  const item = element("li", `check check-${kind}`);
  item.append(element("span", "check-sign"), element("strong", "check-name", say(`check-${name}`)));
  const text = element("p");
  if (problem) {
    if (problem.index !== null) {
      text.append(element("span", "check-entry", say("entry-number", { index: problem.index })), " ");
    }
    text.append(say(problem.code, problem.values));
  } else {
    text.append(kind === "fine" ? fine(name, report, say) : unreached(name, report, say));
  }
  item.append(text);
  return item;
}

function passed(name, report, reached) {
  if (name === "consistency") return report.old.length > 0 && reached;
  return reached;
}

function unreached(name, report, say) {
  return say(name === "consistency" && !report.old.length ? "fine-consistency-none" : "not-reached");
}

function fine(name, report, say) {
  if (name === "signatures") {
    const code = report.quorum === "none" ? "fine-signatures-none" : "fine-signatures";
    return say(code, { witnesses: report.witnesses.length, known: report.known });
  }
  if (name === "consistency") {
    return say("fine-consistency", { sizes: report.old.map(say.number).join(", ") });
  }
  if (name === "tallies" && !report.claims) return say("fine-tallies-none", report);
  return say(`fine-${name}`, report);
}

function keep(section, report, say) {
  section.hidden = report.checkpoint === null || !report.accepted;
  if (section.hidden) return;
  const line = section.querySelector("p");
  line.dataset.text ??= line.textContent;
  line.textContent = line.dataset.text.replace("{size}", say.number(report.size));
  section.querySelector("pre").textContent = report.checkpoint;
  const link = section.querySelector("a");
  link.href = URL.createObjectURL(new Blob([report.checkpoint], { type: "text/plain" }));
  link.download = `checkpoint-${report.size}.txt`;
}

function registrations(section, report, say) {
  const rows = report.registrations.map(([key, count]) => [...key.split(" "), count]);
  section.hidden = !rows.length;
  const days = [...new Set(rows.map(([day]) => day))].reverse();
  const levels = [...new Set(rows.map(([, level]) => level))].sort();
  const first = document.getElementById("registration-head").content.cloneNode(true);
  const names = levels.map((level) => {
    const named = say.knows(`level-${level}`) ? say(`level-${level}`) : level;
    const cell = element("th", "kern-table__header kern-table__header--numeric", named);
    cell.scope = "col";
    return cell;
  });
  section.querySelector("thead tr").replaceChildren(first, ...names);
  section.querySelector("tbody").replaceChildren(...days.map((day) => {
    const row = element("tr", "kern-table__row");
    const head = element("th", "kern-table__header", say.day(day));
    head.scope = "row";
    const count = (level) => rows.find((each) => each[0] === day && each[1] === level)?.[2] ?? 0;
    const cells = levels.map((level) =>
      element("td", "kern-table__cell kern-table__cell--numeric", say.number(count(level))));
    row.append(head, ...cells);
    return row;
  }));
}
