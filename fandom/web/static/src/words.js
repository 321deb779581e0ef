// Sentences that scripts say, in the page's language; they come with the page.
export function say(name, values = {}) {
  const words = document.getElementById("words");
  const found = words?.getAttribute(`data-${name}`) ?? "";
  return found.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
