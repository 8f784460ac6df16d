// What Enter would choose is asked for while the person still reads the list: the answer is there when the key comes. Only acts that
// record nothing are asked for ahead.
import htmx from "htmx.org";
import { find } from "./dom";

/** The list has stood still for this long, milliseconds. */
const QUIET = 100;

interface Ahead {
  form: HTMLFormElement;
  act: string;
  /** What the form held when it was asked: a letter more, and the answer is another. */
  held: string;
  answer: Promise<string | null>;
}

let ahead: Ahead | null = null;
let timer = 0;

function held(form: HTMLFormElement): URLSearchParams {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "box");
  return new URLSearchParams(fields as [string, string][]);
}

/** Files are sent with the act itself. */
const holdsFiles = (form: HTMLFormElement): boolean => [...form.elements].some((field) => field instanceof HTMLInputElement && (field.files?.length ?? 0) > 0);

/** Enter would press this act of the form; nothing when it would press none. */
export function wouldPress(form: HTMLFormElement | null, act: string | undefined): void {
  clearTimeout(timer);
  ahead = null;
  if (!form || !act || holdsFiles(form)) return;
  timer = window.setTimeout(() => ask(form, act), QUIET);
}

function ask(form: HTMLFormElement, act: string): void {
  const body = held(form);
  const now = body.toString();
  body.set("act", act);
  const answer = fetch(form.action, { method: "POST", body, headers: { Accept: "text/html", "X-Ahead": "1" } })
    .then((page) => (page.ok && !page.redirected ? page.text() : null))
    .catch(() => null);
  ahead = { form, act, held: now, answer };
}

/** Shows the answer that was asked for ahead; false when there is none and the form has to be sent. */
export async function shown(form: HTMLFormElement, act: string): Promise<boolean> {
  clearTimeout(timer);
  const asked = ahead;
  ahead = null;
  if (!asked || holdsFiles(form) || asked.form !== form || asked.act !== act || asked.held !== held(form).toString()) return false;
  const text = await asked.answer;
  const main = find("#main");
  if (!text || !main) return false;
  await htmx.swap({ text, target: main, sourceElement: form, select: "#main", swap: "outerMorph" });
  // what is kept of the form is another now
  form.elements[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
