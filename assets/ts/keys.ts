// Keyboard: `/` and Ctrl+K search, `n` new, Ctrl+Enter saves; in the page's form Enter goes to the next field. `?` shows all of them.
import { around, find, findAll, isControl } from "./dom";
import { settled } from "./scan";

/** Where this machine keeps that single letters do nothing. */
const OFF = "keys-off";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && ctrl) save(event);
  else if (event.key === "Enter") moveOn(event);
  else if (ctrl && !event.shiftKey && !event.altKey && letter(event) === "k") focusSearch(event);
  else if (!ctrl && !event.altKey && !isTyping(event)) shortcut(event);
});

function shortcut(event: KeyboardEvent): void {
  if (localStorage.getItem(OFF) || find("dialog[open]")) return;
  const key = letter(event);
  const act = key === "/" ? undefined : actOf(key);
  if (key === "/") focusSearch(event);
  // a scanner begins with a letter too
  if (act) void settled().then((alone) => (alone ? act() : undefined));
}

/** What a letter does on this page. */
function actOf(key: string): (() => unknown) | undefined {
  if (key === "?") return showKeys;
  if (key === "j" || key === "k") return () => goTo(key === "j" ? 1 : -1);
  const pressed = pressedBy(key) ?? (key === "n" ? find("[data-new]") : null);
  return pressed ? () => press(pressed) : undefined;
}

/** A fold that a key opens is brought into view. */
function press(element: HTMLElement): void {
  element.click();
  if (element.matches("summary")) requestAnimationFrame(() => element.parentElement?.scrollIntoView({ block: "nearest" }));
}

/** What this page says the key presses, when it can be seen: of the row that has the focus (data-row-key), or of the page (data-key). */
function pressedBy(key: string): HTMLElement | undefined {
  if (!/^[a-z0-9]$/.test(key)) return undefined;
  const row = document.activeElement?.closest("tr, .rows > li");
  const inRow = row && find(`[data-row-key="${key}"]`, row);
  return inRow ?? findAll(`[data-key="${key}"]`).find((element) => element.checkVisibility());
}

/** The next or previous row of the page's lists takes the focus. */
function goTo(step: 1 | -1): void {
  const rows = findAll(".rowlink").filter((row) => row.checkVisibility());
  const here = document.activeElement?.closest("tr, .rows > li")?.querySelector<HTMLElement>(".rowlink");
  const at = here ? rows.indexOf(here) : -1;
  const to = at < 0 ? rows.at(step > 0 ? 0 : -1) : rows[at + step];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
}

/** The page of keys in a dialog, headed by what this page offers. */
async function showKeys(): Promise<void> {
  const answer = await fetch("/keys", { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const keys = find("#keys", page);
  if (!keys || find("#keys-dialog")) return;
  const dialog = document.createElement("dialog");
  dialog.id = "keys-dialog";
  dialog.className = "modal wide";
  // its first control is far down
  dialog.autofocus = true;
  const title = document.createElement("h2");
  title.textContent = find("h1", page)?.textContent ?? "";
  title.id = "keys-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const own = offered(keys.dataset["here"] ?? "");
  if (own) find(".panel-body", keys)?.prepend(own);
  const close = document.createElement("form");
  close.method = "dialog";
  close.className = "actions";
  const button = document.createElement("button");
  button.className = "btn primary";
  button.textContent = "OK";
  close.append(button);
  const head = document.createElement("div");
  head.className = "panel-head";
  head.append(title);
  dialog.append(head, document.importNode(keys, true), close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** The keys of the page behind, as a table. */
function offered(title: string): HTMLTableElement | null {
  const all = findAll("[data-key]").filter((element) => element.checkVisibility());
  if (all.length === 0) return null;
  const table = document.createElement("table");
  table.createCaption().textContent = title;
  for (const element of all) {
    const row = table.createTBody().insertRow();
    const head = document.createElement("th");
    head.scope = "row";
    const key = document.createElement("kbd");
    key.textContent = (element.dataset["key"] ?? "").toUpperCase();
    head.append(key);
    const text = [...element.childNodes].filter((node) => !(node instanceof HTMLElement && node.matches("kbd")));
    row.append(head);
    row.insertCell().textContent = text.map((node) => node.textContent).join("").trim();
  }
  return table;
}

// Single letters can be switched off: a voice or a stick presses them by mistake.
document.addEventListener("change", (event) => {
  const box = around(event, "[data-keys-off] input");
  if (!(box instanceof HTMLInputElement)) return;
  if (box.checked) localStorage.setItem(OFF, "1");
  else localStorage.removeItem(OFF);
});
const box = find<HTMLInputElement>("[data-keys-off] input");
if (box) box.checked = localStorage.getItem(OFF) !== null;

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
