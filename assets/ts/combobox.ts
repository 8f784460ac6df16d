// Combobox after the ARIA Authoring Practices. The server renders the options (htmx fetches them); this file opens and closes
// their list, moves in it, and applies the chosen one: it fills fields (data-fill), opens a page (data-href), or presses a
// button of its form (data-act). Of several options a hurried Enter takes the one that is sure (data-sure).
import { around, find, findAll, onContent } from "./dom";
import { shown, wouldPress } from "./ahead";
import { nextField } from "./keys";

const COMBOBOX = "input[role=combobox]";
const OPTION = "[role=option]:not([aria-disabled=true])";

type Fill = Record<string, string | number | boolean | null>;

/** What a box has been told; kept apart from its attributes, which a morph puts back. */
interface Memory {
  /** The text its list answers. */
  asked?: string;
  /** The text a choice has put there: it is not to be searched again. */
  chosen?: string;
  /** Hidden fields of the choice: void as soon as the text is edited. */
  filled: string[];
  /** Enter came before the list did (a scanner is quicker than the network). */
  hurried?: boolean;
}

const memories = new WeakMap<HTMLInputElement, Memory>();

function memory(input: HTMLInputElement): Memory {
  let known = memories.get(input);
  if (!known) memories.set(input, (known = { filled: [] }));
  return known;
}

// ---- the list of a box ----

const listOf = (input: HTMLInputElement): HTMLElement | null => document.getElementById(input.getAttribute("aria-controls") ?? "");

const optionsOf = (input: HTMLInputElement): HTMLElement[] => findAll(OPTION, listOf(input) ?? document.createElement("ul"));

const isOpen = (input: HTMLInputElement): boolean => input.getAttribute("aria-expanded") === "true";

const isSure = (option: HTMLElement): boolean => option.dataset["sure"] !== undefined;

const isMarked = (option: HTMLElement): boolean => option.getAttribute("aria-selected") === "true";

function boxOf(list: Element): HTMLInputElement | null {
  return find<HTMLInputElement>(`${COMBOBOX}[aria-controls="${CSS.escape(list.id)}"]`);
}

function show(input: HTMLInputElement, open: boolean): void {
  const list = listOf(input);
  if (!list) return;
  const shown = open && list.childElementCount > 0;
  const pop = list.closest<HTMLElement>(".pop");
  if (pop) pop.hidden = !shown;
  input.setAttribute("aria-expanded", String(shown));
  mark(input, shown ? optionsOf(input).find(isMarked) : undefined);
}

function mark(input: HTMLInputElement, option: HTMLElement | undefined): void {
  for (const other of optionsOf(input)) other.setAttribute("aria-selected", String(other === option));
  if (!option) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  option.id ||= `${listOf(input)?.id}-${optionsOf(input).indexOf(option)}`;
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(input: HTMLInputElement, by: 1 | -1): void {
  if (!isOpen(input)) show(input, true);
  const options = optionsOf(input);
  const at = options.findIndex(isMarked);
  const first = by === 1 ? 0 : options.length - 1;
  mark(input, options[at < 0 ? first : (at + by + options.length) % options.length]);
  wouldPress(input.form, taken(input)?.dataset["act"]);
}

// ---- choosing ----

function choose(input: HTMLInputElement, option: HTMLElement): void {
  const { href, fill, next, act } = option.dataset;
  if (href) {
    location.assign(href);
    return;
  }
  if (act) {
    press(input, act);
    return;
  }
  apply(input, JSON.parse(fill ?? "{}") as Fill);
  memory(input).chosen = input.value;
  show(input, false);
  if (next) find(next, input.form ?? document)?.focus();
}

/** The choice is an act of the form: the server draws it again with what it knows. */
function press(input: HTMLInputElement, act: string): void {
  const button = input.form && find<HTMLButtonElement>("button[data-act]", input.form);
  if (!button || !input.form) return;
  const form = input.form;
  show(input, false);
  input.value = "";
  void shown(form, act).then((done) => {
    if (done) return;
    button.value = act;
    form.requestSubmit(button);
  });
}

function apply(input: HTMLInputElement, fill: Fill): void {
  const box = memory(input);
  box.filled = [];
  for (const [name, value] of Object.entries(fill)) {
    for (const field of fieldsNamed(input, name)) {
      setField(field, value);
      if (field.type === "hidden") box.filled.push(name);
      // the box's own `input` would ask the server again
      if (field !== input) field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function fieldsNamed(input: HTMLInputElement, name: string): HTMLInputElement[] {
  return [...(input.form?.elements ?? [])].filter((e): e is HTMLInputElement => (e as HTMLInputElement).name === name);
}

function setField(field: HTMLInputElement, value: Fill[string]): void {
  if (field.type === "radio") field.checked = field.value === String(value);
  else if (field.type === "checkbox") field.checked = value === true || field.value === String(value);
  else field.value = String(value ?? "");
}

/** The text is no longer that of the choice: what the choice had filled out of sight is void. */
function forget(input: HTMLInputElement): void {
  const box = memory(input);
  if (box.chosen !== undefined && box.chosen === input.value) return;
  const named = input.dataset["clears"]?.split(/\s+/) ?? [];
  for (const name of new Set([...box.filled, ...named])) {
    for (const field of fieldsNamed(input, name)) {
      if (field.value === "") continue;
      field.value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  box.filled = [];
  delete box.chosen;
}

// ---- keyboard and pointer ----

document.addEventListener(
  "keydown",
  (event) => {
    const input = around<HTMLInputElement>(event, COMBOBOX);
    if (!input || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(input, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && isOpen(input)) {
      event.preventDefault();
      event.stopPropagation();
      show(input, false);
    } else if (event.key === "Enter") {
      enter(input, event);
    } else if (event.key === "Tab" && !event.shiftKey) {
      tab(input, event);
    }
  },
  // before the other keys, which leave alone what is already handled
  true,
);

/** What Enter takes: the marked option, else the first; a box that takes any text (data-free) gives way only to what is sure. */
function taken(input: HTMLInputElement): HTMLElement | undefined {
  const options = optionsOf(input);
  const first = input.dataset["free"] === undefined ? options[0] : options.find(isSure);
  return options.find(isMarked) ?? (input.form?.role === "search" ? undefined : first);
}

function enter(input: HTMLInputElement, event: KeyboardEvent): void {
  const box = memory(input);
  const searching = input.form?.role === "search";
  const marked = optionsOf(input).find(isMarked);
  if (input.value === "" || input.value === box.chosen) return;
  if (box.asked !== input.value && !marked) {
    // the list of this very text is still to come; a search form is simply submitted
    if (searching) return;
    event.preventDefault();
    box.hurried = true;
    return;
  }
  const option = taken(input);
  if (!option || !isOpen(input)) return;
  event.preventDefault();
  choose(input, option);
}

/** A box that holds no value of its own does not keep a name that is new: Tab takes it to the fields it is of. */
function tab(input: HTMLInputElement, event: KeyboardEvent): void {
  const fresh = optionsOf(input).find((option) => option.dataset["fresh"] !== undefined);
  if (!fresh || !isOpen(input) || memory(input).asked !== input.value) return;
  event.preventDefault();
  choose(input, fresh);
}

document.addEventListener("input", (event) => {
  const input = around<HTMLInputElement>(event, COMBOBOX);
  if (!input) return;
  forget(input);
  memory(input).hurried = false;
  mark(input, undefined);
  if (input.value === "") show(input, false);
});

// Pressing an option must not take the focus from the box, which would close the list before the click.
document.addEventListener("mousedown", (event) => {
  if (around(event, "[role=listbox]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = around(event, OPTION);
  const input = option?.parentElement ? boxOf(option.parentElement) : null;
  if (option && input) choose(input, option);
});

document.addEventListener("focusout", (event) => {
  const input = around<HTMLInputElement>(event, COMBOBOX);
  if (input) show(input, false);
});

// ---- what htmx does with it ----

document.addEventListener("htmx:config:request", (event) => {
  const input = event.detail.ctx.sourceElement;
  if (!(input instanceof HTMLInputElement) || !input.matches(COMBOBOX)) return;
  // nothing to look for: an empty box, or the text of the choice itself
  if (input.value.trim() === "" || input.value === memory(input).chosen) event.preventDefault();
  else memory(input).asked = input.value;
});

document.addEventListener("htmx:before:swap", (event) => {
  const input = event.detail.ctx.sourceElement;
  if (!(input instanceof HTMLInputElement) || !input.matches(COMBOBOX)) return;
  // an answer that comes after the choice, or after the box was left or emptied, would open the list again
  const late = input.value === "" || input.value === memory(input).chosen;
  if (late || (event.detail.ctx.response?.status ?? 0) >= 400) event.preventDefault();
});

document.addEventListener("htmx:after:swap", (event) => {
  const input = event.detail.ctx.sourceElement;
  if (!(input instanceof HTMLInputElement) || !input.matches(COMBOBOX)) return;
  show(input, document.activeElement === input);
  wouldPress(input.form, isOpen(input) ? taken(input)?.dataset["act"] : undefined);
  settleHurry(input);
});

function settleHurry(input: HTMLInputElement): void {
  const box = memory(input);
  const [first, ...others] = optionsOf(input);
  const free = input.dataset["free"] !== undefined;
  const sure = first && ((others.length === 0 && !free) || isSure(first));
  const hurried = box.hurried && box.asked === input.value;
  if (hurried && sure) choose(input, first);
  // what was scanned is new here: it goes on as Enter does in any field
  else if (hurried && free) moveOnFrom(input);
  box.hurried = false;
}

function moveOnFrom(input: HTMLInputElement): void {
  show(input, false);
  nextField(input)?.focus();
}

// A morphed page brings the attributes of a closed list.
onContent(() => {
  for (const input of findAll<HTMLInputElement>(COMBOBOX)) {
    if (document.activeElement !== input) show(input, false);
  }
});
