// The bar of an import moves as its worker goes, between the looks that the page takes itself; an address is copied.
function followed(root, live) {
  live.on("history.changed", ({import: found}) => {
    const here = root.querySelector(`[data-history="${found?.id}"]`);
    if (!here) return;
    if (found.state === "running") here.querySelector("progress").value = found.percent;
    else location.reload();
  });
}

export function start(root, {live, toast, say}) {
  followed(root, live);
  root.querySelector("[data-copy-address]")?.addEventListener("click", async () => {
    const field = root.querySelector("[data-address]");
    field.select();
    await navigator.clipboard?.writeText(field.value);
    toast(say("copied"));
  });
}
