// How many are here and how many are writing: numbers, never names.
import {on} from "./live.js";
import {say} from "./words.js";

function typing(n) {
  if (!n) return "";
  return ` · ${n === 1 ? say("typing-one") : say("typing-many", {n})}`;
}

function write(box, n) {
  const shown = box.querySelector("[data-typing-words]");
  if (!shown) return;
  box.dataset.writing = n;
  shown.textContent = typing(n);
}

export function start() {
  on("people", ({topic, here, typing: writing}) => {
    for (const box of document.querySelectorAll(`[data-people="${topic}"]`)) {
      box.hidden = !here;
      box.querySelector("[data-here]").textContent = say("here-one", {n: here});
      write(box, writing);
      const busy = box.closest("[data-busy]");
      if (busy) busy.hidden = !busy.querySelector("[data-people]:not([hidden])");
    }
  });
  // Whoever has just said something is not typing any more; the next count comes from the server.
  on("comment.posted", ({moment}) => {
    for (const box of document.querySelectorAll(`[data-people="moment:${moment}"]`)) {
      write(box, Math.max(0, Number(box.dataset.writing || 0) - 1));
    }
  });
}
