// The button over a film that has not been played yet: it says where that begins.
import {clock} from "./clock.js";

export function begins(root, film, deck) {
  const button = root.querySelector("[data-begin]");
  const say = () => {
    button.hidden = film.currentTime < 1;
    button.lastElementChild.textContent = button.dataset.words.replace("{at}", clock(film.currentTime));
  };
  const gone = () => {
    film.removeEventListener("seeking", say);
    if (document.activeElement === button) deck.part("play").focus();
    button.remove();
  };
  button.addEventListener("click", () => deck.turn());
  film.addEventListener("seeking", say);
  for (const each of ["play", "ended"]) film.addEventListener(each, gone, {once: true});
  if (!film.paused) gone();
}
