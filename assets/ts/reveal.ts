// Parts of a page that show themselves: folds with errors, and fields that depend on another (data-show-if).
import { find, findAll, onContent } from "./dom";

onContent(() => {
  for (const fold of findAll<HTMLDetailsElement>("details:not([open])")) {
    if (find("[aria-invalid=true], .summary, .err", fold)) fold.open = true;
  }
  for (const form of document.forms) showFields(form);
});

document.addEventListener("change", ({ target }) => {
  if ((target as HTMLInputElement).form) showFields((target as HTMLInputElement).form as HTMLFormElement);
});

// `toggle` does not bubble
document.addEventListener(
  "toggle",
  ({ target }) => {
    const opened = target instanceof HTMLDetailsElement && target.open && target.matches(".more");
    // only when a person opened it
    if (opened && document.activeElement === find("summary", target)) find(".ctl, input:not([type=hidden])", target)?.focus();
  },
  true,
);

function showFields(form: HTMLFormElement): void {
  for (const part of findAll("[data-show-if]", form)) {
    const shown = holds(part.dataset["showIf"] ?? "", form);
    part.hidden = !shown;
    // a disabled fieldset is neither sent nor asked for its required fields
    if (part instanceof HTMLFieldSetElement) part.disabled = !shown;
  }
}

/** `name=a|b` or `name!=a|b`, of the form's control or group of that name. */
function holds(condition: string, form: HTMLFormElement): boolean {
  const [, name = "", not, values = ""] = /^([^=!]+)(!?)=(.*)$/.exec(condition) ?? [];
  const found = valuesOf(form, name).some((value) => values.split("|").includes(value));
  return not ? !found : found;
}

function valuesOf(form: HTMLFormElement, name: string): string[] {
  const controls = [...form.elements].filter((e): e is HTMLInputElement => (e as HTMLInputElement).name === name);
  return controls.filter((e) => !["radio", "checkbox"].includes(e.type) || e.checked).map((e) => e.value);
}
