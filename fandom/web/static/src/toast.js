// A sentence at the bottom that leaves by itself; with a way back, it waits longer and then does the thing.
const SHORT_MS = 4000;
const UNDO_MS = 6000;

function put(words, button) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.append(Object.assign(document.createElement("span"), {textContent: words}));
  if (button) toast.append(button);
  // Above an open sheet, too: what was shown last lies highest.
  const place = document.querySelector("[data-toasts]");
  if (place?.matches(":popover-open")) place.hidePopover();
  place?.showPopover();
  place?.append(toast);
  return toast;
}

export function toast(words) {
  if (!words) return;
  const shown = put(words);
  setTimeout(() => shown.remove(), SHORT_MS);
}

// Runs `done` once: when the time is over, or when the page is left; `undone` if the button was pressed before.
export function undoable(words, undo, {done, undone}) {
  const button = Object.assign(document.createElement("button"), {type: "button", textContent: undo});
  const shown = put(words, button);
  let open = true;
  const settle = (run) => {
    if (!open) return;
    open = false;
    shown.remove();
    removeEventListener("pagehide", finish);
    clearTimeout(timer);
    run();
  };
  const finish = () => settle(done);
  const timer = setTimeout(finish, UNDO_MS);
  addEventListener("pagehide", finish);
  button.addEventListener("click", () => settle(undone));
}
