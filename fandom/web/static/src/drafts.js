// What is being written is kept in this browser until it has been said.
const SENT = "drafts-sent";
const name = (field) => `draft:${field.dataset.draft}`;
const fields = (root) => [...root.querySelectorAll("[data-draft]")];

function keep(event) {
  const field = event.target.closest?.("[data-draft]");
  if (!field) return;
  if (field.value) sessionStorage.setItem(name(field), field.value);
  else sessionStorage.removeItem(name(field));
}

function restore(root) {
  for (const field of fields(root)) {
    if (!field.value) field.value = sessionStorage.getItem(name(field)) ?? "";
  }
}

function forget(form) {
  for (const field of fields(form)) sessionStorage.removeItem(name(field));
}

// A form that leaves the page: whether it went through is known by where one lands.
function leaving(event) {
  if (event.defaultPrevented) return;
  const names = fields(event.target).map(name);
  if (names.length) sessionStorage.setItem(SENT, JSON.stringify({names, from: location.pathname}));
}

function landed() {
  const {names, from} = JSON.parse(sessionStorage.getItem(SENT) ?? '{"names": []}');
  sessionStorage.removeItem(SENT);
  if (from !== location.pathname) for (const each of names) sessionStorage.removeItem(each);
}

export function start() {
  landed();
  document.addEventListener("input", keep);
  document.addEventListener("submit", leaving);
  document.addEventListener("sent", (event) => forget(event.target));
  document.addEventListener("htmx:after:request", ({detail: {ctx}}) => {
    if (ctx.response.status === 200 && ctx.sourceElement.tagName === "FORM") forget(ctx.sourceElement);
  });
  restore(document);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) restore(node);
  }).observe(document.body, {childList: true, subtree: true});
}
