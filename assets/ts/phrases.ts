// Sentences that are chosen instead of typed: into their text where the caret is, or over what is selected. Alt+↓ opens the list;
// arrows, the first letters and Enter choose.
import { around, find, findAll } from "./dom";

document.addEventListener("click", (event) => {
  const button = around<HTMLButtonElement>(event, "[data-into] button");
  if (!button) return;
  event.preventDefault();
  put(button);
});

function put(button: HTMLButtonElement): void {
  const menu = button.closest<HTMLElement>("[data-into]");
  const area = document.getElementById(menu?.dataset["into"] ?? "");
  if (!menu || !(area instanceof HTMLTextAreaElement)) return;
  menu.hidePopover();
  area.focus();
  const before = area.value.slice(0, area.selectionStart);
  const space = before && !/\s$/.test(before) ? " " : "";
  area.setRangeText(space + button.value, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("keydown", (event) => {
  const area = around<HTMLTextAreaElement>(event, "textarea");
  if (area && event.altKey && event.key === "ArrowDown") open(event, area);
  const menu = around(event, "[data-into]");
  if (menu && !event.ctrlKey && !event.altKey && !event.metaKey) move(event, menu);
});

function open(event: KeyboardEvent, area: HTMLTextAreaElement): void {
  const menu = find(`[data-into="${area.id}"]`);
  if (!menu) return;
  event.preventDefault();
  menu.showPopover({ source: find(`[popovertarget="${menu.id}"]`) ?? undefined } as object);
  find("button", menu)?.focus();
}

function move(event: KeyboardEvent, menu: HTMLElement): void {
  const buttons = findAll<HTMLButtonElement>("button", menu);
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = target(event.key, buttons, at);
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function target(key: string, buttons: HTMLButtonElement[], at: number): HTMLButtonElement | undefined {
  if (key === "ArrowDown") return buttons[(at + 1) % buttons.length];
  if (key === "ArrowUp") return buttons.at(at - 1);
  if (key === "Home") return buttons[0];
  if (key === "End") return buttons.at(-1);
  if ([...key].length > 1 || key === " ") return undefined;
  const behind = [...buttons.slice(at + 1), ...buttons.slice(0, at + 1)];
  return behind.find((button) => button.value.toLowerCase().startsWith(key.toLowerCase()));
}
