// "The rest is good": what nobody answered of a column of checks is answered at once.
import { around, findAll } from "./dom";

document.addEventListener("click", (event) => {
  const column = around(event, "[data-rest]")?.dataset["rest"];
  if (!column) return;
  for (const none of findAll<HTMLInputElement>(`input[name^="${column}_"][value=""]:checked`)) {
    const good = none.form?.querySelector<HTMLInputElement>(`input[name="${none.name}"][value="ok"]`);
    if (!good) continue;
    good.checked = true;
    good.dispatchEvent(new Event("input", { bubbles: true }));
    good.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
