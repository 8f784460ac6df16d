// Short names for what every behaviour does: find, and listen on the document so that morphed pages need no wiring.

export const find = <E extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): E | null =>
  root.querySelector<E>(selector);

export const findAll = <E extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): E[] => [
  ...root.querySelectorAll<E>(selector),
];

/** The closest element around the event's target that matches. */
export const around = <E extends HTMLElement = HTMLElement>(event: Event, selector: string): E | null =>
  event.target instanceof Element ? event.target.closest<E>(selector) : null;

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export const isControl = (element: unknown): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;

/** Runs now (modules run when the document is parsed) and after every swap. */
export function onContent(run: () => void): void {
  run();
  document.addEventListener("htmx:after:swap", run);
}
