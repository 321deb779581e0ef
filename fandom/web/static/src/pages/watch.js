// Watching: a film with a deck of our own, the place in it kept, and what people said about it beside it.
import {Deck} from "../watch/deck.js";
import {listen} from "../watch/keys.js";
import {Minutes} from "../watch/minutes.js";
import {Place, stopAt, stoppedAt} from "../watch/place.js";
import {begins} from "../watch/start.js";

const KEEP_S = 5;

function remember(film, name) {
  let last = 0;
  const keep = () => stopAt(name, film.ended ? 0 : film.currentTime);
  film.addEventListener("timeupdate", () => {
    if (film.paused || Math.abs(film.currentTime - last) < KEEP_S) return;
    last = film.currentTime;
    keep();
  });
  for (const each of ["pause", "ended"]) film.addEventListener(each, keep);
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
  const stopped = root.dataset.begins ? 0 : stoppedAt(name, deck.length);
  if (stopped) whenReady(film, () => { if (!film.currentTime) deck.seek(stopped); });
  remember(film, name);
}
