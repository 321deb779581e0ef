// A list of moments that stays true: new ones wait behind a pill, changed ones are fetched, removed ones leave.
import {gathered, page} from "./ask.js";
import {adopt, on} from "./live.js";
import {bring} from "./modules.js";
import {say} from "./words.js";

const waiting = new Set();
const card = (id) => document.querySelector(`[data-moment="${id}"]`);

function news() {
  const box = document.querySelector("[data-news]");
  if (!box) return;
  box.hidden = waiting.size === 0;
  if (waiting.size) box.querySelector("[data-news-words]").textContent = say("new-one", {n: waiting.size});
}

function arrived(id) {
  if (card(id)) return refresh(id);
  waiting.add(id);
  return news();
}

// Where it is named besides: at the side, and below another of the same seconds.
function forget(id) {
  for (const link of document.querySelectorAll(`:is(.side, .same) a[href="/m/${id}"]`)) link.remove();
}

export function gone(id) {
  waiting.delete(id);
  forget(id);
  news();
  const found = card(id);
  if (!found) return;
  const whole = found.hasAttribute("data-whole");
  const stone = Object.assign(document.createElement("p"), {className: "gone-card", textContent: say("gone"), tabIndex: -1});
  const focused = found.contains(document.activeElement);
  found.replaceWith(stone);
  if (whole) document.getElementById("talk")?.remove();
  if (focused) stone.focus();
}

// What may not be read any more is covered at once, whatever becomes of fetching it sealed.
function seal({id}) {
  forget(id);
  const found = card(id);
  if (!found || found.matches(".sealed")) return;
  const focused = found.contains(document.activeElement);
  const cover = Object.assign(document.createElement("p"), {className: "body soft", textContent: say("sealing"), tabIndex: -1});
  found.replaceChildren(cover);
  if (found.hasAttribute("data-whole")) document.getElementById("talk")?.remove();
  if (focused) cover.focus();
  refresh(id);
}

function take(found, fresh) {
  if (!fresh || found.contains(document.activeElement) && found.querySelector("details[open]")) return;
  const node = document.importNode(fresh, true);
  const same = found.querySelector(".same");
  if (same) node.querySelector(".body")?.append(same);
  found.replaceWith(node);
  bring(node);
}

const refresh = gathered(async (id) => {
  const found = card(id);
  if (!found) return;
  const url = found.hasAttribute("data-whole") ? location.href : `/m/${id}/card${"named" in found.dataset ? "?named=1" : ""}`;
  const {response, document: fresh} = await page(url);
  if (response.ok) take(card(id) ?? found, fresh.querySelector(`[data-moment="${id}"]`));
  else if (response.status === 404) gone(id);
});

function place(feed, fresh) {
  const known = [...feed.querySelectorAll(":scope > [data-moment]")];
  const next = known.find((each) => each.dataset.moment < fresh.dataset.moment);
  const node = document.importNode(fresh, true);
  node.classList.add("new-in");
  if (next) next.before(node);
  else feed.querySelector(":scope > .more, :scope > .mid")?.before(node) ?? feed.append(node);
  bring(node);
}

const ranked = (feed) => "ranked" in feed.dataset;

// Of a ranked list: each card by itself, and what has been posted since the page was made.
async function recount(feed) {
  for (const each of feed.querySelectorAll(":scope > [data-moment]")) refresh(each.dataset.moment);
  const {response, document: fresh} = await page(feed.querySelector("[data-news] a").href);
  if (!response.ok) return;
  adopt(fresh);
  for (const {dataset: {moment}} of fresh.querySelectorAll("[data-feed] > [data-moment]")) {
    if (moment > feed.dataset.ranked && !card(moment)) waiting.add(moment);
  }
  news();
}

// The newest page again: what is new goes in, what changed is replaced, what should be there and is not has gone.
// A ranked list stays in the order that it had: each of its moments is asked for by itself.
async function reload({show}) {
  const feed = document.querySelector("[data-feed]");
  if (!feed) return;
  if (ranked(feed)) {
    await recount(feed);
    return;
  }
  const {response, document: fresh} = await page(feed.dataset.feed || location.href);
  if (!response.ok) return;
  adopt(fresh);
  const found = [...fresh.querySelectorAll("[data-feed] > [data-moment]")];
  const ids = new Set(found.map((each) => each.dataset.moment));
  const oldest = found.at(-1)?.dataset.moment ?? "";
  for (const each of feed.querySelectorAll(":scope > [data-moment]")) {
    if (each.dataset.moment >= oldest && !ids.has(each.dataset.moment)) gone(each.dataset.moment);
  }
  for (const each of found) {
    if (card(each.dataset.moment)) take(card(each.dataset.moment), each);
    else if (show) place(feed, each);
    else waiting.add(each.dataset.moment);
  }
  if (show) waiting.clear();
  news();
}

async function open(event) {
  const link = event.target.closest("[data-news] a");
  if (!link || ranked(link.closest("[data-feed]"))) return;
  event.preventDefault();
  await reload({show: true});
  scrollTo({top: 0, behavior: "smooth"});
}

// What a ranked list goes on from is kept for half an hour.
function movedOn({detail: {ctx}}) {
  const more = ctx.sourceElement.closest?.(".more");
  if (!more || ctx.response?.status !== 410) return;
  const link = Object.assign(document.createElement("a"), {className: "btn", textContent: say("moved-on")});
  const start = new URL(location.href);
  start.searchParams.delete("cursor");
  link.href = start.pathname + start.search;
  more.replaceChildren(link);
}

const missed = gathered(() => reload({show: false}));

export function start() {
  document.addEventListener("click", open);
  document.addEventListener("htmx:after:request", movedOn);
  on("moment.published", ({moment}) => moment && document.querySelector("[data-feed]") && arrived(moment.id));
  on("moment.changed", ({moment}) => moment && refresh(moment.id));
  on("moment.resealed", ({moment}) => moment?.sealed && seal(moment));
  on("moment.removed", ({moment}) => moment && gone(moment.id));
  on("missed", () => {
    missed("feed");
    const whole = document.querySelector("[data-whole]");
    if (whole) refresh(whole.dataset.moment);
  });
  on("comments.counted", ({moment, comment_count: n}) => {
    const shown = card(moment)?.querySelector("[data-comments]");
    if (shown) shown.textContent = n || "";
  });
}
