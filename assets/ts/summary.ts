// The summary of a refused form names the fields: "Phone — to be filled in". The names are those of the page's own labels.
import { find, findAll, onContent } from "./dom";

onContent(() => {
  for (const link of findAll<HTMLAnchorElement>(".summary a:not([data-named])")) {
    const name = nameOf(document.getElementById(link.hash.slice(1)));
    if (!name) continue;
    link.textContent = `${name} — ${link.textContent}`;
    link.dataset["named"] = "";
  }
});

/** Its label, or the legend of a group, without what stands behind ("optional"). */
function nameOf(field: HTMLElement | null): string | undefined {
  if (!field) return undefined;
  const label = field instanceof HTMLFieldSetElement ? find("legend", field) : find(`label[for="${CSS.escape(field.id)}"]`);
  return label?.firstChild?.textContent?.trim();
}
