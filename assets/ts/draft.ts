// A form with data-draft is kept by the server a moment after it changed: a power cut loses the last seconds at most.
import { find, findAll, isControl } from "./dom";

/** From a change to keeping it, milliseconds; more typing does not put it off. */
const PAUSE = 2_000;

const timers = new WeakMap<HTMLFormElement, number>();

document.addEventListener("input", ({ target }) => changed(target));
document.addEventListener("change", ({ target }) => changed(target));

function changed(target: EventTarget | null): void {
  const form = isControl(target) ? target.form : null;
  if (form?.dataset["draft"] && !timers.has(form)) later(form);
}

function later(form: HTMLFormElement): void {
  timers.set(form, window.setTimeout(() => void keep(form), PAUSE));
}

function forget(form: HTMLFormElement): void {
  clearTimeout(timers.get(form));
  timers.delete(form);
}

async function keep(form: HTMLFormElement): Promise<void> {
  forget(form);
  if (!form.isConnected) return;
  const kept = await fetch(form.dataset["draft"] ?? "", { method: "POST", body: typed(form), keepalive: true }).catch(() => null);
  if (kept?.ok) say(form);
  // somebody else goes on with it, or it is recorded: who still types is told
  else if (kept?.status === 409) refuse(form);
  // the server is away: what was typed is tried again until it is back
  else if (!kept || kept.status >= 500) later(form);
}

/** What is typed, without files; of an unlock code only that there is one. */
function typed(form: HTMLFormElement): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") continue;
    if (!name.endsWith(".code")) kept.append(name, value);
    else if (value) kept.append(`${name}_typed`, "1");
  }
  return kept;
}

function say(form: HTMLFormElement): void {
  const note = find("[data-saved]", form);
  const time = new Date().toLocaleTimeString("fr", { hour: "2-digit", minute: "2-digit" });
  if (note) note.textContent = `${note.dataset["text"]} ${time}`;
}

function refuse(form: HTMLFormElement): void {
  const note = find("[data-saved]", form);
  if (!note) return;
  note.textContent = note.dataset["refused"] ?? "";
  note.classList.add("err");
}

// It is sent: a late keeping must not bring it back. Refused, it is kept on.
document.addEventListener("submit", ({ target }) => forget(target as HTMLFormElement));
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (form instanceof HTMLFormElement && form.dataset["draft"] && ctx.response?.status !== 204) later(form);
});

// The page goes away: what waits is kept now.
addEventListener("pagehide", () => {
  for (const form of findAll<HTMLFormElement>("form[data-draft]")) if (timers.has(form)) void keep(form);
});
