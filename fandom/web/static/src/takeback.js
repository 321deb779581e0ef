// Taking back: gone at once, sent a little later, and until then it can be undone.
import {ask} from "./ask.js";
import {toast, undoable} from "./toast.js";
import {say} from "./words.js";

const KINDS = {
  takeBack: (id) => [`/api/v1/moments/${id}`, document.querySelector(`[data-moment="${id}"]`)],
  takeBackComment: (id) => [`/api/v1/comments/${id}`, document.querySelector(`[data-comment="${id}"]`)],
};

function takeBack(event) {
  const link = event.target.closest("[data-take-back], [data-take-back-comment]");
  if (!link) return;
  event.preventDefault();
  const [kind, id] = link.dataset.takeBack ? ["takeBack", link.dataset.takeBack] : ["takeBackComment", link.dataset.takeBackComment];
  const [url, found] = KINDS[kind](id);
  link.closest("details[open]")?.removeAttribute("open");
  found.hidden = true;
  undoable(say("taken-back"), say("undo"), {
    undone: () => { found.hidden = false; found.focus?.(); },
    done: async () => {
      const response = await ask(url, {method: "DELETE", keepalive: true}).catch(() => null);
      if (response?.ok) return found.hasAttribute("data-whole") ? history.back() : undefined;
      found.hidden = false;
      return toast(say("no-luck"));
    },
  });
}

export function start() {
  document.addEventListener("click", takeBack);
}
