// A calm line while the connection is away; nothing for a blink.
import {say} from "./words.js";

const PATIENCE_MS = 1500;
let timer = 0;

function show(words) {
  const line = document.querySelector("[data-line]");
  if (!line) return;
  line.querySelector("[data-line-words]").textContent = words;
  line.hidden = !words;
}

export function lost() {
  if (timer) return;
  timer = setTimeout(() => show(say(navigator.onLine ? "reconnecting" : "offline")), PATIENCE_MS);
}

export function connected() {
  clearTimeout(timer);
  timer = 0;
  show("");
}

export function start() {
  addEventListener("offline", () => show(say("offline")));
  addEventListener("online", () => { if (!timer) show(""); });
}
