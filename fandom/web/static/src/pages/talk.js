// The talk below a moment: comments come in as they are said, and nothing being typed is disturbed.
const TYPING_EVERY_MS = 2500;

const items = (list) => [...list.children].filter((each) => each.dataset.comment);

// Brings one list to what the server says: new ones in at their place, words replaced where they changed, nothing else moved.
function merge(list, fresh) {
  let before = null;
  for (const item of items(fresh)) {
    const here = list.querySelector(`:scope > [data-comment="${item.dataset.comment}"]`);
    if (here) update(here, item);
    else insert(list, item, before);
    before = here ?? list.querySelector(`:scope > [data-comment="${item.dataset.comment}"]`);
  }
  const kept = new Set(items(fresh).map((each) => each.dataset.comment));
  for (const each of items(list)) if (!kept.has(each.dataset.comment)) each.remove();
}

function insert(list, item, before) {
  const node = document.importNode(item, true);
  node.classList.add("new-in");
  if (before) before.after(node);
  else list.prepend(node);
}

const shape = (item) => item.dataset.shape;

function update(here, item) {
  if (shape(here) !== shape(item)) {
    here.replaceWith(document.importNode(item, true));
    return;
  }
  const replies = item.querySelector(":scope > div > ol.talk");
  const mine = here.querySelector(":scope > div > ol.talk");
  if (!replies) mine?.remove();
  else if (mine) merge(mine, replies);
  else here.querySelector(":scope > div").append(document.importNode(replies, true));
}

// Counts that were missed reach the pills on the way that live ones do.
function recount(fresh, live) {
  for (const form of fresh.querySelectorAll("[data-reactions]")) {
    const pills = [...form.querySelectorAll("[data-name]")];
    const counts = Object.fromEntries(pills.map((pill) => [pill.value, Number(pill.querySelector("[data-count]").textContent)]));
    live.tell("live:reactions.counted", {comment: form.dataset.reactions, counts});
  }
}

function typing(root, {send}) {
  let last = 0;
  root.addEventListener("input", (event) => {
    const form = event.target.closest("[data-typing]");
    if (!form || Date.now() - last < TYPING_EVERY_MS) return;
    last = Date.now();
    send("typing", {moment: form.dataset.typing});
  });
}

function keys(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    if (matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  root.addEventListener("toggle", (event) => {
    if (event.target.matches("details.answer[open]")) event.target.querySelector("textarea")?.focus();
  }, true);
}

export function start(root, {live, http}) {
  const id = root.dataset.talk;
  const refresh = http.gathered(async () => {
    const {response, document: fresh} = await http.page(`/m/${id}/talk${location.search}`);
    const list = fresh.querySelector("#thread");
    if (!response.ok || !list || !root.isConnected) return;
    merge(root.querySelector("#thread"), list);
    recount(list, live);
    root.querySelector("#c").textContent = fresh.querySelector("#c").textContent;
  }, 60, 140);
  const mine = (run) => (message) => { if (root.isConnected && message.moment === id) run(message); };
  live.on("comment.posted", mine(({comment}) => comment && refresh("all")));
  live.on("comment.changed", mine(({comment}) => {
    if (comment?.sealed) root.querySelector(`[data-comment="${comment.id}"] .words-said`)?.replaceChildren();
    if (comment) refresh("all");
  }));
  live.on("comment.removed", mine(({comment}) => {
    root.querySelector(`[data-comment="${comment?.id}"] .words-said`)?.replaceChildren();
    refresh("all");
  }));
  live.on("missed", ({topic}) => { if (topic === `moment:${id}`) refresh("all"); });
  root.querySelector('[aria-invalid="true"]')?.focus();
  typing(root, live);
  keys(root);
}
