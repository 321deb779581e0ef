// What concerns only who is signed in: how much news there is, and being signed out.
import {on} from "./live.js";
import {toast} from "./toast.js";
import {say} from "./words.js";

function unread({unread: n}) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.textContent = n;
    badge.hidden = n === 0;
  }
}

export function start() {
  on("notification.new", unread);
  on("notifications.read", unread);
  on("signed_out", () => {
    toast(say("signed-out"));
    setTimeout(() => location.reload(), 1500);
  });
}
