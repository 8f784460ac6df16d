// What a morph must leave alone: a fold that somebody opened stays open, and no refresh takes the focus.
import htmx from "htmx.org";

interface AttributeChange {
  attrName: string;
  newValue: string | null;
}

htmx.registerExtension("keep-open", {
  // htmx calls this for every attribute it is about to change; false keeps the old value.
  htmx_before_morph_attr: (element: Element, change: AttributeChange): boolean =>
    !(change.attrName === "open" && change.newValue === null && element instanceof HTMLDetailsElement),
});

// htmx focuses [autofocus] in whatever it swaps in; that is for a page that opens, not for one that is being read. What a form
// answers says with it where the person goes on (forms.ts).
document.addEventListener("htmx:before:swap", ({ detail }) => {
  const asked = detail.ctx.sourceElement instanceof HTMLFormElement;
  for (const task of detail.tasks as { fragment: ParentNode }[]) {
    for (const element of task.fragment.querySelectorAll("[autofocus]")) {
      element.removeAttribute("autofocus");
      if (asked) element.setAttribute("data-focus", "");
    }
  }
});

// A control that is drawn anew while somebody is in it: they are in its successor.
let inside = "";
document.addEventListener("htmx:before:swap", () => {
  inside = (document.activeElement as HTMLInputElement | null)?.name ?? "";
});
document.addEventListener("htmx:after:swap", () => {
  if (inside && document.activeElement === document.body) document.querySelector<HTMLElement>(`#main [name="${CSS.escape(inside)}"]`)?.focus();
});
