/* The page "Selbst nachprüfen": takes what is asked, runs the verifier, shows the result. */

import { show } from "./results.js";
import { onThisSite, proposePolicy, start } from "./running.js";
import { chosenText, wordsOf } from "./words.js";

const by = (id) => document.getElementById(id);
const form = by("verify-form");
const say = wordsOf(by("verify-words"));
const bar = by("verify-bar");
let stop = null;

function complain(code, values) {
  by("verify-error").hidden = code === null;
  by("verify-error").querySelector(".kern-body").textContent = code === null ? "" : say(code, values);
}

/* Says what is wrong with a field, and leads to it. */
function refuse(field, code) {
  complain(code);
  field.focus();
  return null;
}

/** Separate checkpoints that were pasted one below the other. */
function checkpoints(text) {
  const plain = text.replaceAll("\r\n", "\n").trim();
  if (plain === "") return [];
  return plain.split(/\n\n(?=[^\u2014\n])/).map((note) => `${note.trim()}\n`);
}

async function asked() {
  const policy = form.elements.policy.value.trim();
  if (policy === "") return refuse(form.elements.policy, "no-policy");
  const files = [...by("folder").files].map((file) => [file.webkitRelativePath, file]);
  const base = onThisSite(form.elements.base.value);
  if (!files.length && base === null) return refuse(form.elements.base, "other-site");
  const old = [
    ...checkpoints(form.elements.old.value), ...checkpoints(await chosenText(by("old-file"))),
  ];
  return { policy: `${policy}\n`, base, files: files.length ? files : null, old };
}

/* One of the two buttons can be pressed; whoever stood on the other one stands on it. */
function running(yes) {
  const begin = form.querySelector("[type=submit]");
  const end = by("verify-stop");
  const stood = [begin, end].includes(document.activeElement);
  begin.disabled = yes;
  end.hidden = !yes;
  by("verify-progress").hidden = !yes;
  if (stood) (yes ? end : begin).focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  complain(null);
  const task = await asked();
  if (!task) return;
  by("verify-result").hidden = true;
  bar.value = 0;
  by("verify-step").textContent = "";
  by("verify-said").textContent = say("started");
  running(true);
  stop = start(form.dataset.worker, task, {
    progress({ done, size, step }) {
      bar.value = size ? done / size : 0;
      by("verify-step").textContent = say(`step-${step}`, { done, size });
    },
    done(report, failure) {
      running(false);
      if (report) show(by("verify-result"), report, say);
      else complain("failure", { text: failure });
    },
  });
});

by("verify-stop").addEventListener("click", () => {
  stop?.();
  running(false);
  complain("stopped");
});

by("without-scripts").hidden = true;
form.hidden = false;
proposePolicy(form.elements.policy, onThisSite(form.dataset.base));
