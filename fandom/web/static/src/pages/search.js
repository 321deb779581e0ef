// Names while one types: shows, fans and tags, in a list that the keys of a combobox go through.
const WAIT_MS = 160;
const PLACES = {
  show: ({show}) => [show.title, show.year ?? "", `/shows/${encodeURIComponent(show.slug)}`],
  fan: ({fan}) => [fan.display_name || fan.handle, `@${fan.handle}`, `/u/${encodeURIComponent(fan.handle)}`],
  tag: ({tag}) => [`#${tag.tag}`, tag.count, `/tags/${encodeURIComponent(tag.tag)}`],
};

function option(hit, id) {
  const [name, beside, url] = PLACES[hit.kind](hit);
  const row = document.createElement("li");
  const said = document.createElement("b");
  const more = document.createElement("span");
  Object.assign(row, {id, role: "option"});
  row.setAttribute("aria-selected", "false");
  row.dataset.url = url;
  more.className = "soft";
  said.textContent = name;
  more.textContent = beside;
  row.append(said, more);
  return row;
}

export function start(form, {http}) {
  const field = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const rows = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");
  let asked = "";
  let timer = 0;
  let last = null;

  for (const [name, value] of Object.entries({role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false"})) field.setAttribute(name, value);

  function open(on) {
    list.hidden = !on;
    field.setAttribute("aria-expanded", String(on));
    if (!on) choose(null);
  }

  function choose(row) {
    chosen()?.setAttribute("aria-selected", "false");
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({block: "nearest"});
    if (row) field.setAttribute("aria-activedescendant", row.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function move(by) {
    const all = rows();
    const at = all.indexOf(chosen()) + by;
    choose(at === all.length || at === -1 ? null : all.at(at < -1 ? -1 : at));
  }

  async function tell(q) {
    last?.abort();
    last = new AbortController();
    const url = `/api/v1/search/names?${new URLSearchParams({q})}`;
    const response = await http.ask(url, {signal: last.signal}).catch(() => null);
    if (q !== asked || !response) return;
    const {items} = response.ok ? await response.json() : {items: []};
    if (q !== asked) return;
    list.replaceChildren(...items.map((hit, at) => option(hit, `${list.id}-${at}`)));
    status.textContent = !response.ok ? "" : items.length ? form.dataset.found.replace("{n}", items.length) : form.dataset.nothing;
    open(items.length > 0 && document.activeElement === field);
  }

  field.addEventListener("input", () => {
    asked = field.value.trim();
    clearTimeout(timer);
    if (asked.length < 2) { last?.abort(); open(false); }
    else timer = setTimeout(tell, WAIT_MS, asked);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); open(false); }
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && chosen()) { event.preventDefault(); location.assign(chosen().dataset.url); }
  });
  field.addEventListener("blur", () => open(false));
  field.addEventListener("focus", () => open(rows().length > 0 && field.value.trim() === asked && asked.length > 1));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) location.assign(row.dataset.url);
  });
}
