// How many are here and how many are writing: numbers, never names.
import {on} from "./live.js";
import {say} from "./words.js";

function typing(n) {
  if (!n) return "";
  return ` · ${n === 1 ? say("typing-one") : say("typing-many", {n})}`;
}

export function start() {
  on("people", ({topic, here, typing: writing}) => {
    for (const box of document.querySelectorAll(`[data-people="${topic}"]`)) {
      box.hidden = !here;
      box.querySelector("[data-here]").textContent = say("here-one", {n: here});
      const shown = box.querySelector("[data-typing-words]");
      if (shown) shown.textContent = typing(writing);
    }
  });
}
