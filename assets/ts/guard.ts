// Which forms hold something that is not yet sent, and the question before it is lost (data-guard). A form that the server
// keeps (data-draft) is not lost.
import { findAll, isControl } from "./dom";

const touched = new WeakSet<HTMLFormElement>();

/** Somebody has typed in it since it came or was last sent. */
export const isTouched = (form: HTMLFormElement): boolean => touched.has(form);

document.addEventListener("input", ({ target }) => {
  if (isControl(target) && target.form && target.form.method !== "get") touched.add(target.form);
});

document.addEventListener("reset", ({ target }) => touched.delete(target as HTMLFormElement));

// A form that leaves the page by itself; one that htmx sends is released when the answer is good.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) touched.delete(event.target as HTMLFormElement);
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const good = (ctx.response?.status ?? 500) < 400;
  if (good && ctx.sourceElement instanceof HTMLFormElement) touched.delete(ctx.sourceElement);
});

addEventListener("beforeunload", (event) => {
  if (findAll<HTMLFormElement>("form[data-guard]:not([data-draft])").some(isTouched)) event.preventDefault();
});
