// Sending forms. `data-hx-post` alone is enough: whatever the server answers, its #main is morphed into ours; HX-Redirect goes
// to another page. While a form is being sent it is busy and a second submit is dropped.
import { around, find, findAll, onContent } from "./dom";
import { toast } from "./toasts";

/** A plain form leaves the page; when it does not (a download), it is released after this. */
const PLAIN_BUSY = 5_000;

// ---- before sending ----

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (isBusy(form) || !confirmed(event.submitter, form)) stop(event);
  },
  // before htmx, which listens on the form itself
  true,
);

document.addEventListener("click", (event) => {
  const link = around<HTMLAnchorElement>(event, "a[data-confirm]");
  if (link && !confirm(link.dataset["confirm"])) stop(event);
});

// htmx has prevented what it sends itself: the others leave the page.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method !== "post" || form.target || event.submitter?.getAttribute("formtarget")) return;
  busy(form, event.submitter);
  setTimeout(() => free(form), PLAIN_BUSY);
});

// Coming back to a page that the browser had kept.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of findAll<HTMLFormElement>("form[aria-busy]")) free(form);
});

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function confirmed(submitter: HTMLElement | null, form: HTMLFormElement): boolean {
  const question = submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  return !question || confirm(question);
}

function isBusy(form: HTMLFormElement): boolean {
  return form.getAttribute("aria-busy") === "true";
}

function busy(form: HTMLFormElement, submitter: HTMLElement | null): void {
  form.setAttribute("aria-busy", "true");
  (submitter ?? find("button.primary", form))?.setAttribute("data-busy", "");
}

function free(form: HTMLFormElement): void {
  form.removeAttribute("aria-busy");
  for (const button of findAll("[data-busy]", form)) button.removeAttribute("data-busy");
}

// ---- with htmx ----

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement;
  if (!(form instanceof HTMLFormElement)) return;
  const main = find("#main");
  if (main && !form.hasAttribute("data-hx-target")) {
    ctx.target = main;
    ctx.select = "#main";
    ctx.swap = "outerMorph";
  }
  const submitter = ctx.request.submitter as HTMLElement | null | undefined;
  const action = submitter?.getAttribute("formaction");
  if (action) ctx.request.action = action;
  // photographs over a slow line take their time
  if (form.enctype === "multipart/form-data") ctx.request.timeout = 0;
  if (ctx.request.method !== "GET") busy(form, submitter ?? null);
});

document.addEventListener("htmx:after:request", (event) => {
  const redirect = event.detail.ctx.response?.headers.get("HX-Redirect");
  if (redirect && redirectHere(redirect)) event.preventDefault();
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  const main = (tasks as { type: string; fragment: DocumentFragment }[]).find((task) => task.type === "main");
  // an answer without a #main (a proxy's error page) must not empty ours
  if (ctx.select !== "#main" || !main || main.fragment.childElementCount > 0) return;
  event.preventDefault();
  failed();
});

document.addEventListener("htmx:after:swap", (event) => {
  if (!(event.detail.ctx.sourceElement instanceof HTMLFormElement)) return;
  // the morph gives the focus back to where it was first
  requestAnimationFrame(() => (find("#main .summary") ?? find("#main [data-focus]"))?.focus());
});

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail;
  // a redirect is on its way: the form stays busy until the page goes
  if (ctx.sourceElement instanceof HTMLFormElement && !ctx.response?.headers.has("HX-Redirect")) free(ctx.sourceElement);
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx?.sourceElement instanceof HTMLFormElement) failed();
});

function failed(): void {
  const text = find("#toasts")?.dataset["failed"];
  if (text) toast(text, "bad");
}

/** True when it has taken over: to this very page, whose place is kept; an address that differs by its #part would not load at all. */
function redirectHere(address: string): boolean {
  const to = new URL(address, location.href);
  if (to.origin + to.pathname + to.search !== location.origin + location.pathname + location.search) return false;
  if (!to.hash) sessionStorage.setItem("scroll", `${scrollY} ${to.pathname}`);
  history.replaceState(history.state, "", to);
  location.reload();
  return true;
}

const [top, path] = (sessionStorage.getItem("scroll") ?? "").split(" ");
sessionStorage.removeItem("scroll");
if (path === location.pathname) scrollTo(0, Number(top));

// ---- as one types ----

document.addEventListener("change", (event) => {
  const field = around<HTMLInputElement>(event, "input, select");
  const form = field?.form;
  if (!form || !(field.hasAttribute("data-autosubmit") || form.hasAttribute("data-autosubmit"))) return;
  if (field.matches("select, [type=radio], [type=checkbox], [type=date], [type=month]")) form.requestSubmit();
});

if (!CSS.supports("field-sizing", "content")) {
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) grow(event.target);
  });
  onContent(() => findAll<HTMLTextAreaElement>("textarea.ctl").forEach(grow));
}

function grow(area: HTMLTextAreaElement): void {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
