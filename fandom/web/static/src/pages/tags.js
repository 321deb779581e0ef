// Tags to choose from while one is typed: only those that are open to whoever types, as the server says.
const MOST = 8;
const PAUSE_MS = 140;
const SAID = /(?:^|[^\p{L}\p{N}\p{M}_#])#([\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*)$/u;
const LISTED = /#?([^\s,#]+)$/u;
let numbers = 0;

// Where the tag at the caret begins, and what there is of it; a caption says it by its #.
function begun(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  const before = field.value.slice(0, field.selectionStart);
  const found = (field.tagName === "TEXTAREA" ? SAID : LISTED).exec(before);
  return found && {at: before.length - found[1].length, word: found[1]};
}

function option(id, {tag, count}) {
  const made = Object.assign(document.createElement("li"), {id, role: "option", ariaSelected: "false"});
  const times = Object.assign(document.createElement("span"), {className: "soft", textContent: count});
  made.append(`#${tag}`, times);
  made.dataset.tag = tag;
  return made;
}

class Chooser {
  #timer = 0;
  #asked = 0;
  #here = -1;

  constructor(field, {http, after, words, show}) {
    Object.assign(this, {field, http, after, words, show, id: `tags-${++numbers}`});
    this.box = Object.assign(document.createElement("div"), {className: "choices"});
    this.list = Object.assign(document.createElement("ul"), {id: this.id, role: "listbox", hidden: true, ariaLabel: words.dataset.label});
    this.box.append(this.list);
    field.after(this.box);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.id);
    // A field of many lines stays one: only a line of its own can be a combobox.
    if (field.tagName === "INPUT") field.setAttribute("role", "combobox");
    field.addEventListener("input", () => this.#later());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.#close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({target}) => this.#take(target.closest("[role=option]")));
    this.#close();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    if (begun(this.field)) this.#timer = setTimeout(() => this.#look(this.#asked), PAUSE_MS);
    else this.#close();
  }

  async #look(asked) {
    const typed = begun(this.field);
    if (!typed) return;
    const query = new URLSearchParams({q: typed.word, limit: MOST, ...(this.show && {show: this.show})});
    const response = await this.http.ask(`/api/v1/tags?${query}`).catch(() => null);
    const found = response?.ok ? (await response.json()).items : [];
    if (asked !== this.#asked || document.activeElement !== this.field) return;
    const others = found.filter(({tag}) => tag !== typed.word.toLowerCase());
    if (others.length) this.#open(others);
    else this.#close();
  }

  #open(found) {
    this.list.replaceChildren(...found.map((each, n) => option(`${this.id}-${n}`, each)));
    this.list.hidden = false;
    this.#point(-1);
    this.#tell(true);
    this.words.textContent = this.words.dataset.found.replace("{n}", found.length);
  }

  #close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.#point(-1);
    this.#tell(false);
    this.words.textContent = "";
  }

  #tell(open) {
    if (this.field.tagName === "INPUT") this.field.setAttribute("aria-expanded", String(open));
  }

  #point(n) {
    this.#here = n;
    [...this.list.children].forEach((each, at) => { each.ariaSelected = String(at === n); });
    if (n < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[n].id);
  }

  // Up and down go round, by way of what was typed.
  #key(event) {
    if (this.list.hidden || event.isComposing) return;
    const last = this.list.children.length - 1;
    const chosen = this.list.children[this.#here];
    if (event.key === "ArrowDown") this.#point(this.#here === last ? -1 : this.#here + 1);
    else if (event.key === "ArrowUp") this.#point(this.#here < 0 ? last : this.#here - 1);
    else if (event.key === "Escape") this.#close();
    else if (chosen && (event.key === "Enter" || event.key === "Tab")) this.#take(chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(chosen) {
    const typed = chosen && begun(this.field);
    if (!typed) return;
    const end = this.field.selectionStart;
    this.field.setRangeText(chosen.dataset.tag + this.after, typed.at, end, "end");
    this.#asked += 1;
    this.#close();
    this.field.dispatchEvent(new Event("input", {bubbles: true}));
  }
}

export function start(root, {http}) {
  const words = root.querySelector("[data-found]");
  const known = {http, words, show: root.dataset.show};
  for (const field of root.querySelectorAll("input:not([type=hidden])")) new Chooser(field, {...known, after: root.dataset.after ?? ""});
  const caption = root.closest("form").elements[root.dataset.caption];
  if (caption) new Chooser(caption, {...known, after: " "});
}
