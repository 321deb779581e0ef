// What is being written is kept in this browser until it has been said.
const name = (field) => `draft:${field.dataset.draft}`;

function keep(event) {
  const field = event.target.closest?.("[data-draft]");
  if (!field) return;
  if (field.value) sessionStorage.setItem(name(field), field.value);
  else sessionStorage.removeItem(name(field));
}

function restore(root) {
  for (const field of root.querySelectorAll("[data-draft]")) {
    if (!field.value) field.value = sessionStorage.getItem(name(field)) ?? "";
  }
}

export function forget(form) {
  for (const field of form.querySelectorAll("[data-draft]")) sessionStorage.removeItem(name(field));
}

export function start() {
  document.addEventListener("input", keep);
  document.addEventListener("sent", (event) => forget(event.target));
  restore(document);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.querySelectorAll) restore(node);
  }).observe(document.body, {childList: true, subtree: true});
}
