// Pictures at their largest: one at a time over everything, by key, by tap, and back to where one was.
let room = null;
let links = [];
let at = 0;

const label = (name) => room.querySelector(`[data-${name}]`);

function built(say) {
  room = Object.assign(document.createElement("dialog"), {className: "large room"});
  room.innerHTML = `<div class="stage" data-stage></div><p class="said" data-said></p><p class="count" data-count></p>
<button class="glass" type="button" data-back></button><button class="glass" type="button" data-on></button><button class="glass" type="button" data-shut></button>`;
  for (const [name, words, icon] of [["back", "earlier", "left"], ["on", "later", "right"], ["shut", "close", "x"]]) {
    label(name).setAttribute("aria-label", say(words));
    label(name).append(glyph(icon));
  }
  room.addEventListener("click", pressed);
  room.addEventListener("keydown", key);
  room.addEventListener("close", () => { links[at]?.focus(); label("stage").replaceChildren(); });
  document.body.append(room);
}

function glyph(name) {
  const use = document.querySelector("svg.i use").getAttribute("href").replace(/#.*/, `#${name}`);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  svg.append(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "use")));
  svg.firstChild.setAttribute("href", use);
  return svg;
}

function show(n) {
  at = (n + links.length) % links.length;
  const picture = links[at].querySelector("picture").cloneNode(true);
  for (const each of picture.querySelectorAll("[sizes]")) each.setAttribute("sizes", "100vw");
  const img = picture.querySelector("img");
  img.loading = "eager";
  label("stage").replaceChildren(picture);
  label("said").textContent = img.alt;
  label("count").textContent = links.length > 1 ? `${at + 1} / ${links.length}` : "";
  for (const name of ["back", "on"]) label(name).hidden = links.length < 2;
  room.setAttribute("aria-label", img.alt || links[at].getAttribute("aria-label"));
}

function pressed({target}) {
  if (target.closest("[data-back]")) show(at - 1);
  else if (target.closest("[data-on]")) show(at + 1);
  else if (target.closest("[data-shut]") || !target.closest("img, p, button")) room.close();
}

function key(event) {
  const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  if (step && links.length > 1) show(at + step);
}

export function start(gallery, {say, live}) {
  const id = gallery.closest("[data-moment]")?.dataset.moment;
  live.on("moment.resealed", ({moment}) => { if (moment?.sealed && moment.id === id && links.includes(gallery.querySelector("[data-large]"))) room?.close(); });
  gallery.addEventListener("click", (event) => {
    const link = event.target.closest("[data-large]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!room) built(say);
    links = [...gallery.querySelectorAll("[data-large]")];
    show(links.indexOf(link));
    room.showModal();
  });
}
