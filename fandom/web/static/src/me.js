// What concerns only who is signed in: how much news there is, and being signed out.
import {on} from "./live.js";
import {toast} from "./toast.js";
import {say} from "./words.js";

function more() {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.textContent = Number(badge.textContent || 0) + 1;
    badge.hidden = false;
  }
}

export function start() {
  on("notification.new", more);
  on("signed_out", () => {
    toast(say("signed-out"));
    setTimeout(() => location.reload(), 1500);
  });
}
