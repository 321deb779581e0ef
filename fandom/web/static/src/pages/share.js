// The link and the code of a moment: copied at a press, or handed to the machine's own way of sharing.
function copies(root, {toast, say}) {
  for (const button of root.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", async () => {
      const field = root.querySelector(`#${button.dataset.copies}`);
      field.select();
      await navigator.clipboard?.writeText(field.value);
      if (navigator.clipboard) toast(say("copied"));
    });
  }
}

function hands(root) {
  const button = root.querySelector("[data-native]");
  const shared = {url: root.dataset.url, title: root.dataset.title};
  if (!navigator.canShare?.(shared)) return;
  button.hidden = false;
  // Whoever closes the machine's sheet again has not failed at anything.
  button.addEventListener("click", () => navigator.share(shared).catch(() => {}));
}

export function start(root, tools) {
  copies(root, tools);
  hands(root);
}
