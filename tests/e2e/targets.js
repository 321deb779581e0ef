// Controls that are smaller than 44 px, counting what a pseudo-element adds around them. Links within sentences are free.
() => {
  const LEAST = 43.5;
  const free = (each) => each.closest("p, .words-said, .say, .hint, .small, .by, .line, .exhibit, .off") || each.matches(".off, .skip, .cover-all");
  const box = (each) => {
    const own = each.getBoundingClientRect();
    const after = getComputedStyle(each, "::after");
    const more = after.content !== "none" && after.position === "absolute" ? [after.width, after.height].map(parseFloat) : [0, 0];
    return [Math.max(own.width, more[0] || 0), Math.max(own.height, more[1] || 0)];
  };
  const seen = (each) => each.checkVisibility({visibilityProperty: true, opacityProperty: false}) && each.getBoundingClientRect().width > 1;
  return [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden], [type=radio], [type=checkbox]), textarea, label:has(input)")]
    .filter((each) => seen(each) && !free(each))
    .map((each) => [each, box(each)])
    .filter(([, [width, height]]) => width < LEAST || height < LEAST)
    .map(([each, [width, height]]) => `small (${Math.round(width)} × ${Math.round(height)}): ${each.outerHTML.slice(0, 120)}`);
}
