// "2h" goes on counting while a page is open; the words are the server's, both come from CLDR.
import {say} from "./words.js";

const MINUTE_S = 60;
const STEPS = [["year", 31536000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];

export function ago(seconds, language) {
  const [unit, size] = STEPS.find(([, each]) => seconds >= each) ?? ["minute", 60];
  const value = Math.max(1, Math.floor(seconds / size));
  return new Intl.NumberFormat(language, {style: "unit", unit, unitDisplay: "narrow"}).format(value);
}

function tick() {
  for (const each of document.querySelectorAll("time[data-ago]")) {
    const seconds = (Date.now() - Date.parse(each.dateTime)) / 1000;
    each.textContent = seconds < MINUTE_S ? say("just-now") : ago(seconds, document.documentElement.lang);
  }
}

export function start() {
  setInterval(tick, 30000);
}
