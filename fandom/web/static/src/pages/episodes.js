// The list of all episodes: the one that this page is about lies in its middle, also where there are hundreds.
function middle(list) {
  const here = list.querySelector("[aria-current]");
  if (!here) return;
  const [room, its] = [list.getBoundingClientRect(), here.getBoundingClientRect()];
  list.scrollTop += its.top - room.top - (room.height - its.height) / 2;
}

export function start(root) {
  const list = root.querySelector(".episodes");
  root.querySelector("details").addEventListener("toggle", () => middle(list));
  middle(list);
}
