// Short messages that go away by themselves, unless the pointer or the focus is on them.
import { find, findAll } from "./dom";

const LIFE = 6_000;
const LIFE_BAD = 12_000;
/** As long as what was done may be taken back. */
const LIFE_UNDO = 10_000;

const started = new WeakSet<Element>();
const box = find("#toasts");

if (box) {
  // A live region announces only what is added to it, so what came with the page is added again.
  requestAnimationFrame(() => box.append(...box.childNodes));
  new MutationObserver(start).observe(box, { childList: true });
  start();
}

export function toast(text: string, kind: "ok" | "bad"): void {
  const element = document.createElement("div");
  element.className = `toast ${kind}`;
  element.textContent = text;
  box?.append(element);
}

function start(): void {
  for (const element of findAll(".toast", box ?? document)) {
    if (started.has(element)) continue;
    started.add(element);
    element.addEventListener("click", ({ target }) => (target as Element).closest("form") ?? element.remove());
    setTimeout(() => leave(element), find("form", element) ? LIFE_UNDO : element.classList.contains("bad") ? LIFE_BAD : LIFE);
  }
}

function leave(element: HTMLElement): void {
  if (element.matches(":hover, :focus-within")) {
    setTimeout(() => leave(element), 1_000);
    return;
  }
  element.classList.add("gone");
  setTimeout(() => element.remove(), 400);
}
