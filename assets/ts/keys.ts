// Keyboard: `/` and Ctrl+K search, `n` new, Ctrl+Enter saves; in the page's form Enter goes to the next field.
import { around, find, findAll, isControl } from "./dom";
import { settled } from "./scan";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && ctrl) save(event);
  else if (event.key === "Enter") moveOn(event);
  else if (ctrl && !event.shiftKey && !event.altKey && letter(event) === "k") focusSearch(event);
  else if (!ctrl && !event.altKey && !isTyping(event)) shortcut(event);
});

function shortcut(event: KeyboardEvent): void {
  if (document.documentElement.dataset["keys"] === "off" || find("dialog[open]")) return;
  if (letter(event) === "/") focusSearch(event);
  const own = pressedBy(letter(event));
  if (own) void settled().then((alone) => alone && own.click());
  if (letter(event) === "n") void settled().then((alone) => alone && find("[data-new]")?.click());
}

/** What this page says the key presses (data-key), when it can be seen. */
function pressedBy(key: string): HTMLElement | undefined {
  if (!/^[a-z0-9]$/.test(key)) return undefined;
  return findAll(`[data-key="${key}"]`).find((element) => element.checkVisibility());
}

/** The character of the key, in lower case; on a layout without Latin letters, the one printed beside it. */
function letter({ key, code }: KeyboardEvent): string {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  return code === "Slash" ? "/" : code.replace(/^Key/, "").toLowerCase();
}

function isTyping(event: KeyboardEvent): boolean {
  return around(event, "input, textarea, select, [contenteditable]") !== null;
}

function focusSearch(event: KeyboardEvent): void {
  const box = find<HTMLInputElement>("form[role=search] input:not([type=hidden])");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function save(event: KeyboardEvent): void {
  const form = around<HTMLFormElement>(event, "form") ?? find<HTMLFormElement>("form[data-main]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(find<HTMLButtonElement>("button.primary:not([type=button]):not(:disabled)", form));
}

/** A barcode scanner ends with Enter, which would send a half-filled form. */
function moveOn(event: KeyboardEvent): void {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.form?.hasAttribute("data-main")) return;
  if (["submit", "button", "image", "reset", "file"].includes(input.type)) return;
  event.preventDefault();
  nextField(input)?.focus();
}

export function nextField(input: HTMLInputElement): HTMLElement | undefined {
  const elements = [...(input.form?.elements ?? [])] as HTMLElement[];
  return elements.slice(elements.indexOf(input) + 1).find((element) => {
    // what only arranges the form is no way on
    if (element instanceof HTMLButtonElement) return element.type === "submit" && !/^(act$|phrase\.)/.test(element.name) && element.tabIndex >= 0;
    if (!isControl(element) || element.matches("[type=hidden], [readonly], :disabled")) return false;
    if (!element.checkVisibility()) return false;
    // of a group only the chosen one, or the first, takes the focus; never the group we are leaving
    const grouped = element.type === "radio" || element.type === "checkbox";
    return !grouped || (element.name !== input.name && isEntry(element as HTMLInputElement));
  });
}

function isEntry(radio: HTMLInputElement): boolean {
  const all = [...(radio.form?.elements ?? [])] as HTMLInputElement[];
  const group = all.filter((one) => one.name === radio.name);
  return radio === (group.find((one) => one.checked) ?? group[0]);
}
