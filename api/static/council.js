/* Says while typing whether the numbers of a vote add up. The server checks them again. */
"use strict";

function watchVote(form) {
  const said = form.querySelector(".council-sum");
  const texts = said.dataset;
  const fields = ["present", "yes", "no", "abstain"].map((name) => form.elements[name]);
  const fill = (text, first, second) => text.replace("#", first).replace("#", second);

  function judge() {
    const [present, yes, no, abstain] = fields.map((field) => Number.parseInt(field.value, 10));
    const seats = Number(form.dataset.seats);
    if (seats && present > seats) return ["wrong", fill(texts.seats, present, seats)];
    const votes = [yes, no, abstain];
    if (Number.isNaN(present) || votes.every(Number.isNaN)) return ["", texts.empty];
    const total = votes.reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0);
    if (total > present) return ["wrong", fill(texts.more, total, present)];
    if (votes.some(Number.isNaN)) return ["", fill(texts.sum, total, present)];
    return ["right", `${fill(texts.sum, total, present)} ${yes > no ? texts.carried : texts.lost}`];
  }

  function update() {
    const [state, text] = judge();
    said.dataset.state = state;
    said.textContent = text;
  }
  for (const field of fields) field.addEventListener("input", update);
  update();
  said.hidden = false;
}

for (const form of document.querySelectorAll("form[data-seats]")) watchVote(form);
