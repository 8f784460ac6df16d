// The summary of a refused form names the fields, "Phone — to be filled in", by the page's own labels and in the page's order. What is
// typed anew is no longer called wrong.
import { find, findAll, isControl, onContent } from "./dom";

onContent(() => {
  for (const link of findAll<HTMLAnchorElement>(".summary a:not([data-named])")) {
    const name = nameOf(document.getElementById(link.hash.slice(1)));
    if (!name) continue;
    link.textContent = `${name} — ${link.textContent}`;
    link.dataset["named"] = "";
  }
  for (const list of findAll(".summary ul")) {
    const items = [...list.children].sort((one, other) => placeOf(one) - placeOf(other));
    if (items.some((item, n) => item !== list.children[n])) list.append(...items);
  }
});

/** Where the field of an entry stands on the page; an entry without one comes first. */
function placeOf(entry: Element): number {
  const field = document.getElementById(entry.querySelector<HTMLAnchorElement>("a[href^='#']")?.hash.slice(1) ?? "");
  return field ? [...document.querySelectorAll("[id]")].indexOf(field) : -1;
}

document.addEventListener("input", ({ target }) => {
  if (!isControl(target)) return;
  // of a group the fault is told once, beside all of it
  for (const wrong of [target, target.closest("fieldset")]) wrong?.removeAttribute("aria-invalid");
  document.getElementById(`e-${target.name}`)?.remove();
});

/** Its label, or the legend of a group, without what stands behind ("optional"). */
function nameOf(field: HTMLElement | null): string | undefined {
  if (!field) return undefined;
  const label = field instanceof HTMLFieldSetElement ? find("legend", field) : find(`label[for="${CSS.escape(field.id)}"]`);
  return label?.firstChild?.textContent?.trim();
}
