// The desk: opening a case claims it, keys move and choose, others' work shows up as it happens.
const EXCLUSIVE = {leave: ["hide", "remove", "warn", "spoiler"], hide: ["leave", "remove"], remove: ["leave", "hide", "spoiler"], warn: ["leave"], spoiler: ["leave", "remove"]};

const busy = (target) => target.closest("input:not([type=checkbox]), textarea, select, dialog");

function move(desk, by) {
  const links = [...desk.querySelectorAll(".case")];
  const at = links.findIndex((each) => each.hasAttribute("aria-current"));
  links[Math.min(links.length - 1, Math.max(0, at + by))]?.click();
}

function choose(form, number) {
  const box = form.querySelectorAll('[name="remedies"]')[number - 1];
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", {bubbles: true}));
  box.focus();
}

function exclude({target}) {
  if (target.name !== "remedies" || !target.checked) return;
  for (const box of target.form.querySelectorAll('[name="remedies"]')) {
    if (EXCLUSIVE[target.value]?.includes(box.value)) box.checked = false;
  }
}

function keys(desk, form) {
  document.addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || busy(event.target)) return;
    if (event.key === "j") move(desk, 1);
    else if (event.key === "k") move(desk, -1);
    else if (event.key === "u") desk.querySelector('[aria-keyshortcuts="U"]')?.click();
    else if (form && /^[1-9]$/.test(event.key)) choose(form, Number(event.key));
    else if (form && event.key === "Enter" && !event.target.closest("a, button, summary")) form.requestSubmit();
    else return;
    event.preventDefault();
  });
}

async function claim(desk, form, {http, say, toast}) {
  const chip = desk.querySelector("[data-claim]");
  const words = desk.querySelector("[data-claim-words]");
  const url = `/api/v1/moderation/cases/${desk.dataset.case}/claim`;
  const response = await http.ask(url, {method: "PUT"}).catch(() => null);
  if (!response?.ok) return;
  const {token, expires_at: until} = await response.json();
  form.elements.token.value = token;
  chip.hidden = false;
  const show = () => {
    const left = Math.max(0, Math.round((Date.parse(until) - Date.now()) / 1000));
    words.textContent = say("yours-for", {time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`});
    return left;
  };
  show();
  const tick = setInterval(() => {
    if (show()) return;
    clearInterval(tick);
    toast(say("claim-ran-out"));
  }, 1000);
}

export function start(desk, tools) {
  const {live, http} = tools;
  const form = desk.querySelector("[data-moves]");
  form?.addEventListener("change", exclude, true);
  keys(desk, form);
  if (form?.checkVisibility()) claim(desk, form, tools);
  const refresh = http.gathered(async () => {
    const here = desk.dataset.case ? `?at=${desk.dataset.case}` : "";
    const {response, document: fresh} = await http.page(`/moderation/queue${here}`);
    const queue = fresh.querySelector("#queue");
    if (response.ok && queue) desk.querySelector("#queue").replaceWith(document.importNode(queue, true));
  });
  const changed = ({case: found}) => found && refresh("queue");
  live.on("case.opened", changed);
  live.on("case.changed", changed);
  live.on("missed", () => refresh("queue"));
}
