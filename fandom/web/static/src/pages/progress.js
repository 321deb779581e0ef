// "Where are you?": the answer stands beside the choice in words while you tap, and what it would close again.
const NOWHERE = {none: -1, all: Infinity, open: Infinity};

export function start(form) {
  const choices = [...form.querySelectorAll(".eps input")];
  const rank = (input) => NOWHERE[input.value] ?? choices.indexOf(input);
  const from = form.querySelector("input[type=radio]:checked");
  const note = form.querySelector("[data-progress-back]");
  form.addEventListener("change", ({target}) => {
    const words = (target.closest("[data-progress]") ?? form).querySelector("[data-progress-words]");
    if (!target.dataset.words) return;
    words.textContent = target.dataset.words;
    if (form.elements.into) form.elements.into.value = "";
    const back = from && !target.value.startsWith("s00") && rank(target) < rank(from);
    if (note) note.textContent = back ? form.dataset.back : "";
  });
}
