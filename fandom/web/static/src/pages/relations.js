// Following answers at once and goes back if it did not go through; whom you hide leaves the page you are on.
function show(form, button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.classList.toggle("main", !on);
  button.textContent = on ? form.dataset.wordsOn : form.dataset.words;
  form.elements.want.value = on ? "no" : "yes";
}

function count(handle, by) {
  for (const each of document.querySelectorAll(`[data-followers="${handle}"]`)) {
    const many = Number(each.textContent) + by;
    const words = each.nextElementSibling;
    each.textContent = many;
    if (words) words.textContent = many === 1 ? words.dataset.one : words.dataset.many;
  }
}

function follows(form, {http, toast, say}) {
  const button = form.querySelector("button");
  const handle = form.dataset.follow;
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const on = button.getAttribute("aria-pressed") !== "true";
    const turn = (now) => { show(form, button, now); count(handle, now ? 1 : -1); };
    turn(on);
    const response = await http.ask(`/api/v1/accounts/${handle}/follow`, {method: on ? "PUT" : "DELETE"}).catch(() => null);
    busy = false;
    if (response?.ok) return;
    turn(!on);
    toast(say(response?.status === 429 ? "slow-down" : "no-luck"));
  });
}

function leaves(handle) {
  const theirs = `a[href="/u/${CSS.escape(handle)}"]`;
  for (const card of document.querySelectorAll("[data-feed] > [data-moment]")) if (card.querySelector(theirs)) card.remove();
}

export function start(root, tools) {
  if (root.dataset.follow) follows(root, tools);
  if (root.dataset.hiding) root.addEventListener("sent", () => leaves(root.dataset.hiding));
}
