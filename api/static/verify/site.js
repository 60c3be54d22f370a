/* Compares the verified tallies with what the pages of this site show. */

import { element } from "./words.js";

const MOST = 100; // ideas compared and listed of each process
const COLUMNS = { support: ["support"], opinion: ["agree", "disagree", "pass"] };
const PLACE = { support: 1, agree: 2, disagree: 3, pass: 4 };

/** List the tallies of each process, the highest first, each beside the site's figure. */
export function tallies(section, report, say) {
  const titles = new Map(report.titles);
  section.replaceChildren(...report.processes
    .filter((process) => process.tallies.length)
    .map((process) => table(process, report.processes, titles, say)));
}

/** What a process is called on this page: by its id too, if another one has its title. */
export const called = (process, all) =>
  all.some((other) => other.id !== process.id && other.title === process.title)
    ? `${process.title} (${process.id.slice(0, 8)})` : process.title;

function table(process, all, titles, say) {
  const part = document.getElementById("tally-table").content.firstElementChild.cloneNode(true);
  const heading = part.querySelector("h3");
  heading.textContent = called(process, all);
  heading.id = `tally-${process.id}`;
  part.querySelector("[role=region]").setAttribute("aria-labelledby", heading.id);
  const columns = COLUMNS[process.question];
  part.querySelectorAll("[data-column]").forEach((cell) => {
    if (!columns.includes(cell.dataset.column)) cell.remove();
  });
  const votes = (row) => row[1] + row[2] + row[3] + row[4];
  const listed = [...process.tallies].sort((left, right) => votes(right) - votes(left)).slice(0, MOST);
  const rows = listed.map((row) => line(row, columns, titles, say));
  part.querySelector("tbody").append(...rows.map(({ row }) => row));
  if (process.tallies.length > MOST) {
    part.append(element("p", "muted small", say("rows-left", { count: process.tallies.length - MOST })));
  }
  compare(rows, columns, process.open, say);
  return part;
}

function line(tally, columns, titles, say) {
  const [id] = tally;
  const row = element("tr", "kern-table__row");
  const head = element("th", "kern-table__header");
  head.scope = "row";
  const link = element("a", "", titles.get(id) ?? say("no-title", { id: id.slice(0, 8) }));
  link.href = `${document.getElementById("verify-form").dataset.ideas}${dashed(id)}`;
  if (titles.has(id)) link.lang = "de";
  head.append(link);
  const cells = columns.map((name) =>
    element("td", "kern-table__cell kern-table__cell--numeric", say.number(tally[PLACE[name]])));
  const site = element("td", "kern-table__cell verify-site", "…");
  row.append(head, ...cells, site);
  return { row, site, tally };
}

export const dashed = (id) =>
  id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/* Four at a time: the reader's check must not be a burden to the site it checks. */
async function compare(rows, columns, open, say) {
  const waiting = [...rows];
  const one = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) await ask(row, columns, open, say);
  };
  await Promise.all([one(), one(), one(), one()]);
}

async function ask({ site, tally }, columns, open, say) {
  let shown = null;
  try {
    const answer = await fetch(`/api/v1/proposals/${dashed(tally[0])}`, { credentials: "omit" });
    if (answer.ok) shown = await answer.json();
  } catch {
    // Said as "not compared": the check itself does not need the site.
  }
  const figure = (name) => (name === "support" ? shown.supports : shown.opinions[name]);
  const badge = (kind, text) => site.replaceChildren(element("span", `badge badge-${kind}`, text));
  if (shown === null) {
    badge("plain", say("site-unknown"));
    return;
  }
  const more = columns.map((name) => figure(name) - tally[PLACE[name]]);
  if (more.every((each) => each === 0)) badge("success", say("site-same"));
  else if (open && more.every((each) => each >= 0)) {
    badge("info", say("site-waiting", { count: more.reduce((sum, each) => sum + each) }));
  } else {
    // While a phase is open, changed minds may wait for their batch as well.
    const figures = columns.map(figure).map(say.number).join(" / ");
    badge(open ? "info" : "warning", say(open ? "site-moved" : "site-other", { shown: figures }));
  }
}
