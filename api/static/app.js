/* Small comforts. Every page works without this file. */
"use strict";

/* How many characters are left, said aloud only when it gets tight. */
function addCounter(field) {
  const written = new Intl.NumberFormat(document.documentElement.lang);
  const counter = document.createElement("p");
  counter.className = "counter";
  const minimum = Number(field.dataset.minimum || 0);
  field.after(counter);
  function update() {
    const length = field.value.length;
    const left = field.maxLength - length;
    const missing = minimum - length;
    counter.textContent = missing > 0
      ? field.dataset.missing.replace("#", written.format(missing))
      : field.dataset.counter.replace("#", written.format(left));
    counter.classList.toggle("counter-tight", missing <= 0 && left <= 20);
    if (left <= 20) counter.setAttribute("role", "status");
    else counter.removeAttribute("role");
  }
  field.addEventListener("input", update);
  update();
}

/* The slider of the audit desk and its number field show the same position. */
function join(slider) {
  const number = document.getElementById(slider.dataset.slider);
  slider.addEventListener("input", () => { number.value = slider.value; });
  number.addEventListener("input", () => { if (number.value !== "") slider.value = number.value; });
}

/* The slider through the history of what a page shows: one step for each day. */
async function travel(form) {
  const answer = await fetch(form.dataset.history, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const days = (await answer.json()).items.map((item) => item.day);
  if (days.length < 2) return;
  const box = form.querySelector(".travel-slider");
  const slider = box.querySelector("input");
  const chosen = form.elements.as_of;
  const language = document.documentElement.lang;
  // The pages' English is British.
  const locale = language === "en" ? "en-GB" : language;
  const written = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  const say = (day) => written.format(new Date(`${day}T12:00:00`));
  function show() {
    box.querySelector("[data-shown]").textContent = say(days[slider.value]);
    slider.setAttribute("aria-valuetext", say(days[slider.value]));
  }
  function follow() {
    const before = days.filter((day) => day <= chosen.value).length;
    slider.value = chosen.value ? Math.max(0, before - 1) : days.length - 1;
    show();
  }
  slider.max = days.length - 1;
  slider.addEventListener("input", () => { chosen.value = days[slider.value]; show(); });
  chosen.addEventListener("input", follow);
  follow();
  box.hidden = false;
}

/* Similar ideas are looked up by everything typed so far, title and text; nothing else is sent. */
document.addEventListener("htmx:config:request", (event) => {
  const context = event.detail.ctx;
  if (!context.sourceElement.hasAttribute("data-similar")) return;
  const form = context.sourceElement.form;
  const text = `${form.elements.title.value} ${form.elements.body.value}`.trim().slice(0, 400);
  const body = context.request.body;
  for (const name of [...body.keys()]) if (name !== "_csrf_token") body.delete(name);
  body.set("text", text);
});

/* Where there is room, filters need no click. */
if (window.matchMedia("(min-width: 60rem)").matches) {
  document.querySelectorAll("[data-open-wide]").forEach((details) => { details.open = true; });
}
/* Escape folds what was unfolded last around where somebody stands, and leaves them at its name. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  // Lists and calendars of the browser are closed by the same key.
  if (event.target.matches("select, input[type=date]")) return;
  const unfolded = event.target.closest("details[open]")
    ?? event.target.closest(".site-nav")?.querySelector("details[open]") ?? null;
  if (unfolded === null) return;
  unfolded.open = false;
  unfolded.querySelector("summary").focus();
});
document.querySelectorAll("[data-counter]").forEach(addCounter);
document.querySelectorAll("[data-slider]").forEach(join);
document.querySelectorAll("[data-history]").forEach((form) => {
  form.closest("details").addEventListener("toggle", () => travel(form), { once: true });
});
document.getElementById("error-summary")?.focus();
