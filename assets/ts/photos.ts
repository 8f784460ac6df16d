// Files of a form that are sent while it is typed, one after the other, with the camera of this machine as one more way to choose
// them; and what phones send to the same place, shown as it comes. Without scripts the form carries its files itself.
import { around, find, findAll, onContent } from "./dom";

// ---- sending ----

/** What is still to be sent, of each place. */
const waiting = new WeakMap<HTMLElement, { to: string; files: File[] }>();

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.dataset["upload"] || !target.files?.length) return;
  const place = target.closest<HTMLElement>("[data-photos]");
  if (!place) return;
  const before = waiting.get(place)?.files ?? [];
  waiting.set(place, { to: target.dataset["upload"], files: [...before, ...target.files] });
  target.value = "";
  if (before.length === 0) void sendAll(place);
});

document.addEventListener("click", (event) => {
  const place = around(event, "[data-upload-retry]")?.closest<HTMLElement>("[data-photos]");
  if (place) void sendAll(place);
});

async function sendAll(place: HTMLElement): Promise<void> {
  const work = waiting.get(place);
  for (let n = 1; work && work.files.length > 0; n++) {
    say(place, "sending", ` ${n}/${n + work.files.length - 1}…`);
    const [file] = work.files;
    if (!file || !(await send(place, work.to, file))) return say(place, "failed", "", true);
    work.files.shift();
  }
  say(place, null);
}

/** False when it did not arrive and may be tried again. */
async function send(place: HTMLElement, to: string, file: File): Promise<boolean> {
  const body = new FormData();
  body.append("files", file, file.name);
  const answer = await fetch(to, { method: "POST", body, headers: { "X-Part": "1" } }).catch(() => null);
  if (!answer || answer.status >= 500) return false;
  // what was refused is said in the list; an answer that is no list (the session is over) is a failure
  if (![200, 410, 422].includes(answer.status)) return false;
  show(place, await answer.text());
  return true;
}

function say(place: HTMLElement, what: "sending" | "failed" | null, more = "", retry = false): void {
  const state = find("[data-upload-state]", place);
  if (!state) return;
  state.hidden = what === null;
  const [text, button] = [find("[data-upload-text]", state), find("[data-upload-retry]", state)];
  if (text) text.textContent = what ? `${state.dataset[what]}${more}` : "";
  if (button) button.hidden = !retry;
}

function show(place: HTMLElement, markup: string): void {
  const list = find("[data-list]", place);
  if (list) list.innerHTML = markup;
}

// ---- what phones send ----

let source: EventSource | null = null;
let hearing = "";

function listen(): void {
  const about = findAll("[data-about]").map((list) => list.dataset["about"]).join(",");
  if (about === hearing) return;
  hearing = about;
  source?.close();
  source = about ? new EventSource(`/live?about=${about}`) : null;
  source?.addEventListener("hello", refresh);
  source?.addEventListener("changed", refresh);
}

async function refresh(): Promise<void> {
  for (const list of findAll("[data-about]")) {
    const answer = await fetch(list.dataset["list"] ?? "", { cache: "no-store" }).catch(() => null);
    if (answer?.ok && !answer.redirected) list.innerHTML = await answer.text();
  }
}

addEventListener("pagehide", () => source?.close());
onContent(listen);

// ---- the camera of this machine ----

onContent(() => {
  if (!("mediaDevices" in navigator)) return;
  for (const button of findAll("[data-camera]")) button.hidden = false;
});

document.addEventListener("click", (event) => {
  const place = around(event, "[data-photos]");
  if (!place) return;
  if (around(event, "[data-camera]")) handheld.matches ? takeWithPhone(place) : void openCamera(place);
  if (around(event, "[data-camera-shoot]")) void shoot(place);
  if (around(event, "[data-camera-close]")) find<HTMLDialogElement>("[data-camera-dialog]", place)?.close();
});

/** A phone has an app for it, better than ours. */
const handheld = matchMedia("(pointer: coarse)");

function takeWithPhone(place: HTMLElement): void {
  const input = find<HTMLInputElement>("input[type=file]", place);
  if (!input) return;
  const { accept } = input;
  input.accept = "image/*";
  input.setAttribute("capture", "environment");
  input.click();
  input.removeAttribute("capture");
  input.accept = accept;
}

async function openCamera(place: HTMLElement): Promise<void> {
  const dialog = find<HTMLDialogElement>("[data-camera-dialog]", place);
  const video = dialog && find<HTMLVideoElement>("video", dialog);
  const [refused, button] = [find("[data-camera-refused]", dialog ?? place), find<HTMLButtonElement>("[data-camera-shoot]", dialog ?? place)];
  if (!dialog || !video || !refused || !button) return;
  dialog.showModal();
  dialog.addEventListener("close", () => stop(video), { once: true });
  const ideal = { facingMode: "environment", width: { ideal: 2048 }, height: { ideal: 1536 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: ideal }).catch(() => null);
  refused.hidden = stream !== null;
  button.hidden = video.hidden = stream === null;
  video.srcObject = stream;
  // closed while the browser was asking
  if (!dialog.open) stop(video);
}

function stop(video: HTMLVideoElement): void {
  for (const track of (video.srcObject as MediaStream | null)?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

/** The picture becomes a file like any other of the picker beside the button. */
async function shoot(place: HTMLElement): Promise<void> {
  const [video, input] = [find<HTMLVideoElement>("video", place), find<HTMLInputElement>("input[type=file]", place)];
  if (!video || !input || !video.videoWidth) return;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.9));
  if (!blob) return;
  const files = new DataTransfer();
  if (!input.dataset["upload"]) for (const file of input.files ?? []) files.items.add(file);
  const name = `photo-${new Date().toISOString().slice(0, 19).replace(/\D/g, "")}.jpg`;
  files.items.add(new File([blob], name, { type: "image/jpeg" }));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  find<HTMLDialogElement>("[data-camera-dialog]", place)?.close();
}
