/* The words of the page: German or English, as the server wrote them into a template. */

/** All sentences of the template of words, by code. */
export function wordsOf(template) {
  const found = new Map();
  for (const line of template.content.querySelectorAll("[data-codes]")) {
    for (const code of line.dataset.codes.split(" ")) found.set(code, line.textContent);
  }
  const language = document.documentElement.lang;
  const numbers = new Intl.NumberFormat(language);
  const shown = (value) => (typeof value === "number" ? numbers.format(value) : String(value));
  const say = (code, values = {}) =>
    (found.get(code) ?? code).replace(/\{(\w+)\}/g, (whole, name) =>
      (name in values ? shown(values[name]) : whole));
  say.number = shown;
  say.knows = (code) => found.has(code);
  say.day = (day) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  say.moment = (seconds) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(new Date(seconds * 1000));
  return say;
}

/** Make an element with a class and a text. */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Show what is meant for one of some conditions, hide the rest. */
export function when(root, conditions) {
  root.querySelectorAll("[data-when]").forEach((part) => {
    part.hidden = !conditions[part.dataset.when];
  });
}

/** The text of a file somebody chose, "" without one. */
export async function chosenText(input) {
  const [file] = input.files;
  return file ? file.text() : "";
}
