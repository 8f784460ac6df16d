// data-copy="text": copies it and says so with data-done.
import { around } from "./dom";
import { toast } from "./toasts";

document.addEventListener("click", async (event) => {
  const button = around(event, "[data-copy]");
  if (!button) return;
  await copy(button.dataset["copy"] ?? "");
  if (button.dataset["done"]) toast(button.dataset["done"], "ok");
});

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // a shop's own network is often plain HTTP, where there is no clipboard API
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
