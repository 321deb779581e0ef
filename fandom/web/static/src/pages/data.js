// The bar of an export moves as its worker goes; when it is ready or has failed, the page says what then.
export function start(section, {live}) {
  const bar = section.querySelector("progress");
  live.on("export.changed", ({export: found}) => {
    if (bar && found.state === "making") bar.value = found.percent;
    else location.reload();
  });
}
