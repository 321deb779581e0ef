// The link and the code of a moment: handed to the machine's own way of sharing where it has one, or copied at a press.
function copies(root, {toast, say}) {
  for (const button of root.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", async () => {
      const field = root.querySelector(`#${button.dataset.copies}`);
      field.select();
      if (await copied(field.value)) toast(say("copied"));
    });
  }
}

// Browsers keep the clipboard from pages that came without TLS; what is selected they still copy.
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

function hands(root) {
  const button = root.querySelector("[data-native]");
  const {url, title, text} = root.dataset;
  const shared = {url, title, text};
  if (!navigator.canShare?.(shared)) return;
  button.hidden = false;
  // It is what people know; the link stays for who wants it.
  button.classList.add("main");
  root.querySelector("[data-copies].main").classList.remove("main");
  // Whoever closes the machine's sheet again has not failed at anything.
  button.addEventListener("click", () => navigator.share(shared).catch(() => {}));
}

export function start(root, tools) {
  copies(root, tools);
  hands(root);
}
