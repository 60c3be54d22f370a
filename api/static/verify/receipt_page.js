/* The page "Quittung prüfen": what a vote was recorded as, checked in this browser alone. */

import { Problem } from "./problem.js";
import { fromAddress, verifyReceipt } from "./receipt.js";
import { onThisSite, proposePolicy, start } from "./running.js";
import { dashed } from "./site.js";
import { chosenText, when, wordsOf } from "./words.js";

const by = (id) => document.getElementById(id);
const form = by("receipt-form");
const say = wordsOf(by("verify-words"));
const result = by("receipt-result");
const base = onThisSite(form.dataset.base);
const FIELDS = { "no-policy": "policy", "receipt-form": "receipt" };
let shown = null;

function complain(problem) {
  by("receipt-error").hidden = problem === null;
  by("receipt-error").querySelector(".kern-body").textContent =
    problem === null ? "" : say(problem.code, problem.values);
}

/* Says what is wrong with a field, and leads to it. */
function refuse(field, problem) {
  complain(problem);
  const details = field.closest("details");
  if (details) details.open = true;
  field.focus();
}

function check() {
  complain(null);
  by("later").hidden = true;
  const text = `${form.elements.receipt.value.trim()}\n`;
  const policy = `${form.elements.policy.value.trim()}\n`;
  let found = null;
  let problem = null;
  try {
    if (policy.trim() === "") throw new Problem("no-policy");
    found = verifyReceipt(text, policy);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problem = error;
  }
  const field = problem && FIELDS[problem.code];
  if (field) {
    result.hidden = true;
    refuse(form.elements[field], problem);
    return;
  }
  show(found, problem);
}

function show(found, problem) {
  when(result, { fine: found !== null, bad: found === null });
  by("receipt-verdict").classList.toggle("verdict-bad", found === null);
  by("receipt-problem").textContent = problem ? say(problem.code, problem.values) : "";
  shown = found;
  if (found) {
    const { vote, index, size, witnesses } = found;
    fill("says", say(`says-${vote.x}`));
    fill("version", vote.tv === undefined ? "–" : say.number(vote.tv));
    fill("index", say.number(index));
    fill("size", say.number(size));
    const seen = witnesses.map(({ name, at }) => `${name} (${say.moment(at)})`);
    fill("witnesses", seen.join(", ") || "–");
    fill("number", vote.n);
    by("receipt-idea").href = `${form.dataset.ideas}${dashed(vote.q)}`;
    by("unseen").hidden = witnesses.length > 0;
  }
  result.hidden = false;
  result.focus();
}

function fill(name, text) {
  result.querySelector(`[data-fact="${name}"]`).textContent = text;
}

/* Whether a later entry replaced it can only be said by somebody who has seen all of them. */
by("look-later").addEventListener("click", () => {
  const button = by("look-later");
  // A button that is switched off loses the focus.
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  by("later-bar").hidden = false;
  by("later").hidden = true;
  const task = {
    policy: `${form.elements.policy.value.trim()}\n`, base, old: [shown.note], watch: shown.vote.n,
  };
  start(form.dataset.worker, task, {
    progress({ done, size }) { by("later-bar").value = size ? done / size : 0; },
    done(report) {
      button.removeAttribute("aria-disabled");
      by("later-bar").hidden = true;
      by("later").hidden = false;
      by("later").textContent = later(report);
      by("later").classList.toggle("later-bad", !report?.accepted);
    },
  });
});

function later(report) {
  if (!report?.accepted) return say("later-bad");
  const replaced = report.watched
    .filter(({ entry }) => entry.s > shown.vote.s)
    .sort((left, right) => right.entry.s - left.entry.s)[0];
  if (!replaced) return say("later-none");
  return say("later-some", { index: replaced.index, says: say(`says-${replaced.entry.x}`) });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});

by("receipt-file").addEventListener("change", async () => {
  form.elements.receipt.value = await chosenText(by("receipt-file"));
});

async function fromHash() {
  const digits = window.location.hash.slice(1);
  if (!/^[0-9]{17,}$/.test(digits)) return;
  try {
    form.elements.receipt.value = await fromAddress(digits);
  } catch (problem) {
    complain(problem);
    return;
  }
  check();
}

by("without-scripts").hidden = true;
form.hidden = false;
await proposePolicy(form.elements.policy, base);
window.addEventListener("hashchange", fromHash);
await fromHash();
