// What a timer measures counts on (data-ticks: milliseconds when the page was made; data-running). The server's numbers alone count:
// the clock of this machine may be wrong.
import { findAll, onContent } from "./dom";

const SECOND = 1_000;

/** When each text was seen first, and what it said then. */
const seen = new WeakMap<HTMLElement, { ms: string; at: number }>();

function tick(): void {
  for (const text of findAll("[data-ticks][data-running]")) {
    const ms = text.dataset["ticks"] ?? "0";
    let since = seen.get(text);
    if (since?.ms !== ms) seen.set(text, (since = { ms, at: performance.now() }));
    const shown = written(Number(ms) + performance.now() - since.at);
    if (text.textContent !== shown) text.textContent = shown;
  }
}

function written(ms: number): string {
  const seconds = Math.floor(ms / SECOND);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

onContent(tick);
setInterval(tick, SECOND);
