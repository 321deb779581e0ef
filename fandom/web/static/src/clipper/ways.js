// The ways into the clipper: its button, its key, and the way round by signing in.
// Who is not signed in is asked to be, and comes back to the same second.
export function door(video) {
  const here = new URL(location.href);
  here.searchParams.set("t", Math.floor(video.currentTime));
  here.hash = "clip";
  location.assign(`/sign-in?${new URLSearchParams({next: here.pathname + here.search + here.hash})}`);
}

export function pressed(run) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clip-open]")) return;
    event.preventDefault();
    run("button");
  });
  // Before the keys of the page, where it is for answering.
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest?.("input:not([type=range]), textarea, select, dialog, [role=listbox]");
    if (event.key !== "c" || event.defaultPrevented || busy || event.metaKey || event.ctrlKey || event.altKey || localStorage.getItem("keys-off")) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) run();
  }, true);
}

export function refuse(words, {toast}) {
  for (const each of document.querySelectorAll("[data-clip-open]")) each.title = words.refused;
  pressed(() => toast(words.refused));
}

// Back from signing in: where one was, with the clipper open.
export function arrived(clipper, video) {
  history.replaceState(history.state, "", location.pathname + location.search);
  const begin = () => clipper.open();
  if (video.readyState > 0) begin();
  else video.addEventListener("loadedmetadata", () => setTimeout(begin), {once: true});
}
