// Watching: a film with a deck of our own, the place in it kept, and what people said about it beside it.
import {Deck} from "../watch/deck.js";
import {listen} from "../watch/keys.js";
import {Minutes} from "../watch/minutes.js";
import {Place, stopAt, stoppedAt} from "../watch/place.js";
import {begins} from "../watch/start.js";

const KEEP_S = 5;
// What the house may not have heard of yet when the page comes again.
const UNTOLD_S = 30;

function remember(film, name) {
  let last = 0;
  const keep = () => stopAt(name, film.ended ? 0 : film.currentTime);
  const leave = () => film.played.length && keep();
  film.addEventListener("timeupdate", () => {
    if (film.paused || Math.abs(film.currentTime - last) < KEEP_S) return;
    last = film.currentTime;
    keep();
  });
  for (const each of ["pause", "ended"]) film.addEventListener(each, keep);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.hidden && leave());
}

// Where this browser stopped: all there is to go by, or a little further than the house knew when it made the page.
function stopped(root, name, length) {
  const {begins} = root.dataset;
  const at = stoppedAt(name, length);
  const ahead = at - begins / 1000;
  if (!begins) return at;
  return new URLSearchParams(location.search).has("t") || ahead < 1 || ahead > UNTOLD_S ? 0 : at;
}

function whenReady(film, run) {
  if (film.readyState) run();
  else film.addEventListener("loadedmetadata", run, {once: true});
}

export function start(root, tools) {
  const film = root.querySelector("#film");
  const data = JSON.parse(root.querySelector("#film-data").textContent);
  const name = `${data.show}/${data.episode}`;
  const deck = new Deck(root, film, data);
  const minutes = new Minutes(film, deck, data.episode, tools);
  new Place(root, film, data, tools, () => minutes.opened());
  begins(root, film, deck);
  listen(root, deck);
  document.addEventListener("film-browsed", ({detail}) => { deck.peek.sprite = detail.sprite; });
  const at = stopped(root, name, deck.length);
  if (at) whenReady(film, () => { if (!film.played.length) deck.seek(at); });
  remember(film, name);
}
