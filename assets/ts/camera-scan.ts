// The page that scans with a phone's camera: what is read is opened as if it were typed in the one box. Who refuses the camera, or
// has none, types the number.
import { find } from "./dom";

/** Between two looks, milliseconds. */
const PAUSE = 120;
/** After this without a code, a word of help. */
const PATIENCE = 12_000;

const place = find("[data-scanner]");
const video = place && find<HTMLVideoElement>("video", place);
let stream: MediaStream | null = null;

if (place && video) {
  void start(place, video);
  find("[data-scan-again]", place)?.addEventListener("click", () => void start(place, video));
  addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => document.hidden && pause(place));
}

async function start(scanner: HTMLElement, screen: HTMLVideoElement): Promise<void> {
  stop();
  offer(scanner, false);
  say(scanner, "");
  // the reader is fetched while the browser asks for the camera
  const reading = import("./reader").catch(() => null);
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } });
  } catch (error) {
    const refused = error instanceof DOMException && error.name === "NotAllowedError";
    return giveUp(scanner, refused ? "refused" : "absent");
  }
  const view = find("[data-scan-view]", scanner);
  if (view) view.hidden = false;
  screen.srcObject = stream;
  const read = (await reading)?.read;
  if (!read) return giveUp(scanner, "broken");
  await look(scanner, screen, read);
}

async function look(scanner: HTMLElement, screen: HTMLVideoElement, read: (video: HTMLVideoElement) => Promise<string>): Promise<void> {
  const began = performance.now();
  const mine = stream;
  while (stream && stream === mine) {
    const code = screen.readyState >= screen.HAVE_CURRENT_DATA ? await read(screen).catch(() => null) : "";
    if (code === null) return giveUp(scanner, "broken");
    if (code) return open(code);
    if (performance.now() - began > PATIENCE) say(scanner, scanner.dataset["nothing"] ?? "");
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

function open(code: string): void {
  stop();
  location.assign(`/find?q=${encodeURIComponent(code)}`);
}

function giveUp(scanner: HTMLElement, why: "refused" | "absent" | "broken"): void {
  stop();
  say(scanner, scanner.dataset[why] ?? "");
  offer(scanner, why !== "absent");
  find("input[name=q]", scanner)?.focus();
}

function pause(scanner: HTMLElement): void {
  if (!stream) return;
  stop();
  offer(scanner, true);
}

function stop(): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  const view = find("[data-scan-view]");
  if (view) view.hidden = true;
}

function say(scanner: HTMLElement, text: string): void {
  const status = find("[data-scan-status]", scanner);
  if (status) status.textContent = text;
}

function offer(scanner: HTMLElement, again: boolean): void {
  const button = find("[data-scan-again]", scanner);
  if (button) button.hidden = !again;
}
