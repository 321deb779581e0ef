// "Show me anyway" and "Seal it again" without leaving the page: the card turns over, keeps the focus, and it is said.
let listening = false;

const whole = (card) => card.closest(".one");
const named = (card) => "named" in card.dataset ? "?named=1" : "";

async function turned(card, {http, live}) {
  const {response, document: fresh} = await http.page(whole(card) ? location.href : `/m/${card.dataset.moment}/card${named(card)}`);
  if (!response.ok) return null;
  if (whole(card)) live.adopt(fresh);
  return fresh.querySelector(whole(card) ? ".one" : "[data-moment]");
}

// What came live meanwhile may have put another card in its place, or none.
function put(id, fresh, {bring}) {
  const card = document.querySelector(`[data-moment="${id}"]`);
  if (!card) return;
  const old = whole(card) ?? card;
  const node = document.importNode(fresh, true);
  old.replaceWith(node);
  bring(node.parentNode);
  const shown = node.matches("[data-moment]") ? node : node.querySelector("[data-moment]");
  shown.tabIndex = -1;
  shown.focus({preventScroll: true});
}

async function turn(form, tools) {
  const {http, live, toast, say, gone} = tools;
  const card = form.closest("[data-moment]");
  const id = card.dataset.moment;
  form.classList.add("busy");
  const response = await http.ask(`/api/v1/moments/${id}/reveal`, {method: form.dataset.turn}).catch(() => null);
  const fresh = response?.ok ? await turned(card, tools).catch(() => null) : null;
  form.classList.remove("busy");
  if (response?.status === 404) return gone(id);
  if (!fresh) return toast(say(response?.status === 429 ? "slow-down" : "no-luck"));
  put(id, fresh, tools);
  if (!document.body.hasAttribute("data-signed-in")) live.again();
  return toast(form.dataset.done);
}

// Cards come and go, so their forms are listened to where they all pass by.
export function start(_form, tools) {
  if (listening) return;
  listening = true;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-turn]");
    if (!form) return;
    event.preventDefault();
    if (!form.classList.contains("busy")) turn(form, tools);
  }, true);
}
