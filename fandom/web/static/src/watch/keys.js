// The keys of a player. They come before those of the page, and end where somebody types.
const FRAME_S = 1 / 24;
const typing = (target) => target.closest?.("input:not([type=range]), textarea, select, dialog, [role=listbox], .clipper");
const pressing = (target) => target.closest?.("a, button, summary, input");

export function listen(root, deck) {
  const {film} = deck;
  const inside = (event) => root.contains(event.target);
  const step = (by) => { film.pause(); deck.by(by * FRAME_S); };
  const keys = {
    " ": (event) => !pressing(event.target) && (inside(event) || event.target === document.body) && (deck.turn(), true),
    k: () => (deck.turn(), true),
    j: () => (deck.by(-10), true),
    l: () => (deck.by(10), true),
    ArrowLeft: (event) => event.target.type !== "range" && (deck.by(-5), true),
    ArrowRight: (event) => event.target.type !== "range" && (deck.by(5), true),
    ArrowUp: (event) => inside(event) && event.target.type !== "range" && (deck.louder(0.05), true),
    ArrowDown: (event) => inside(event) && event.target.type !== "range" && (deck.louder(-0.05), true),
    m: () => (deck.mute(), true),
    f: () => (deck.full(), true),
    s: () => (deck.subtitles(), true),
    c: () => { const cut = root.querySelector("[data-clip-open]"); cut?.click(); return Boolean(cut); },
    "<": () => (deck.faster(-1), true),
    ">": () => (deck.faster(1), true),
    ",": () => (step(-1), true),
    ".": () => (step(1), true),
  };
  for (let n = 0; n < 10; n += 1) keys[n] = () => (deck.seek(deck.length * n / 10), true);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (localStorage.getItem("keys-off") && !inside(event)) return;
    if (keys[event.key]?.(event)) event.preventDefault();
  }, {capture: true});
}
