// data-print on a link to a PDF: prints it from a hidden frame without leaving the page. On a form: sends it once; when it leads to
// papers they are printed so, else its page is shown. data-print-now does the same at load, once.
import { around, find } from "./dom";

document.addEventListener("click", (event) => {
  const link = around<HTMLAnchorElement>(event, "a[data-print]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  print(link.href);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-print]")) return;
  event.preventDefault();
  void send(form);
});

const now = find("[data-print-now]");
const once = now instanceof HTMLFormElement ? now.action : now instanceof HTMLAnchorElement ? now.href : "";
if (now && sessionStorage.getItem("printed") !== once) {
  // remembered for the tab: reloading or coming back does not print again
  sessionStorage.setItem("printed", once);
  if (now instanceof HTMLFormElement) void send(now);
  else print(once);
}

async function send(form: HTMLFormElement): Promise<void> {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "hx-request": "true" } });
    const to = answer.headers.get("hx-redirect");
    if (!answer.ok || to === null) throw new Error(answer.statusText);
    if (to.endsWith("/papers")) print(new URL(to, location.href).href);
    else location.assign(to);
  } catch {
    // refused, or out of reach: the browser sends the form itself and shows what is said; its key counts once
    form.removeAttribute("target");
    form.submit();
  } finally {
    form.ariaBusy = null;
  }
}

function print(href: string): void {
  find("iframe.print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.src = href;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      // a browser that does not let us print its PDF viewer: show the document, the person prints
      if (!window.open(href)) location.assign(href);
    }
  });
  document.body.append(frame);
}
