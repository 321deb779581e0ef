// "Where are you?": the answer stands beside the choice in words while you tap.
export function start(form) {
  form.addEventListener("change", ({target}) => {
    const words = (target.closest("[data-progress]") ?? form).querySelector("[data-progress-words]");
    if (target.dataset.words) words.textContent = target.dataset.words;
  });
}
