// Live pages. The server says only "changed"; we ask for this page again, through its usual rights, and morph #main.
// One stream a tab, none in a hidden tab. Who is typing is not disturbed: a banner offers to refresh.
import htmx from "htmx.org";
import { around, find, findAll, isControl } from "./dom";
import { isTouched } from "./guard";

/** Several changes in a row are one refresh. */
const SETTLE = 150;
const RETRY_MIN = 5_000;
const RETRY_MAX = 120_000;

let source: EventSource | null = null;
let retry = RETRY_MIN;
let retryTimer = 0;
let connectedBefore = false;
let refreshTimer = 0;
let refreshing = false;
/** Something changed that the page does not show yet. */
let stale = false;

// ---- the stream ----

function connect(): void {
  const url = find("#main")?.dataset["live"];
  if (!url || source || document.hidden) return;
  source = new EventSource(url);
  source.addEventListener("open", opened);
  source.addEventListener("changed", changed);
  source.addEventListener("error", broken);
}

function disconnect(): void {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

function opened(): void {
  retry = RETRY_MIN;
  indicate(true);
  // what happened while we were away has been missed
  if (connectedBefore) changed();
  connectedBefore = true;
}

function broken(): void {
  indicate(false);
  // the browser reconnects by itself unless the server refused
  if (source?.readyState !== EventSource.CLOSED) return;
  disconnect();
  changed(); // a refusal may mean that the session is over
  retryTimer = setTimeout(connect, retry * (0.75 + Math.random() / 2));
  retry = Math.min(retry * 2, RETRY_MAX);
}

function indicate(on: boolean): void {
  const light = find("#live");
  if (!light) return;
  light.hidden = false;
  light.classList.toggle("off", !on);
}

// ---- the page ----

function changed(): void {
  stale = true;
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(update, SETTLE);
}

function update(): void {
  // what a form answered in the place of the page is no page to be kept fresh
  if (!stale || refreshing || !find("#main")?.dataset["live"]) return;
  if (isInUse()) offer();
  else void refresh();
}

/** Somebody types, has typed, or is sending. */
function isInUse(): boolean {
  const forms = findAll<HTMLFormElement>("#main form");
  const focused = document.activeElement;
  const typing = isControl(focused) && focused.closest("#main form") !== null;
  return typing || forms.some((form) => isTouched(form) || form.getAttribute("aria-busy") === "true");
}

function offer(): void {
  const banner = find("[data-stale-banner]");
  if (banner) banner.hidden = false;
}

async function refresh(forced = false): Promise<void> {
  refreshing = true;
  stale = false;
  const shown = await fetchPage(forced).catch(() => false);
  refreshing = false;
  // what could not be shown is asked again at the next change, or when the stream is back
  if (!shown) stale = true;
  else if (stale) update();
}

async function fetchPage(forced: boolean): Promise<boolean> {
  const page = await fetch(location.pathname + location.search, { headers: { "X-Live": "1" }, cache: "no-store" });
  const text = await page.text();
  // the session is over, or the page is not ours any more: let the browser show what it is instead
  if (page.redirected || [401, 403, 404].includes(page.status)) location.reload();
  if (!page.ok) return false;
  if (!forced && isInUse()) {
    offer();
    return false;
  }
  await morph(text);
  return true;
}

async function morph(text: string): Promise<void> {
  const main = find("#main");
  if (main) await htmx.swap({ text, target: main, sourceElement: main, select: "#main", swap: "outerMorph" });
}

// Once nobody types any more, what was held back is shown.
document.addEventListener("focusout", () => setTimeout(update, SETTLE));

document.addEventListener("click", (event) => {
  if (!around(event, "[data-refresh]")) return;
  event.preventDefault();
  void refresh(true);
});

document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
connect();
