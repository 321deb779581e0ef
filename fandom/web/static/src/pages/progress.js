// "Where are you?": the answer stands beside the button in words while you tap.
export function start(form) {
  const words = form.querySelector("[data-progress-words]");
  form.addEventListener("change", ({target}) => {
    if (target.dataset.words) words.textContent = target.dataset.words;
  });
}
