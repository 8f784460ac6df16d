// data-print on a link to a PDF: prints it from a hidden frame without leaving the page; data-print-now does so at load, once.
import { around, find } from "./dom";

document.addEventListener("click", (event) => {
  const link = around<HTMLAnchorElement>(event, "a[data-print]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  print(link);
});

const now = find<HTMLAnchorElement>("a[data-print-now]");
if (now && sessionStorage.getItem("printed") !== now.href) {
  // remembered for the tab: reloading or coming back does not print again
  sessionStorage.setItem("printed", now.href);
  print(now);
}

function print(link: HTMLAnchorElement): void {
  find("iframe.print-frame")?.remove();
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.src = link.href;
  frame.addEventListener("load", () => {
    try {
      frame.contentWindow?.focus();
      frame.contentWindow?.print();
    } catch {
      // a browser that does not let us print its PDF viewer: show the document, the person prints
      if (!window.open(link.href)) location.assign(link.href);
    }
  });
  document.body.append(frame);
}
