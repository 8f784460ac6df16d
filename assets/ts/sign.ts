// A frame to sign in with finger, pen or mouse. Without scripts there is none: a typed name and a tick say the same.
import { around, find, findAll, onContent } from "./dom";
import type SignaturePad from "signature_pad";

const pads = new WeakMap<HTMLElement, SignaturePad>();

onContent(() => {
  for (const frame of findAll("[data-sign]")) if (!pads.has(frame)) void open(frame);
});

document.addEventListener("click", (event) => {
  const frame = around(event, "[data-sign-clear]")?.closest<HTMLElement>("[data-sign]");
  if (!frame) return;
  pads.get(frame)?.clear();
  keep(frame);
});

async function open(frame: HTMLElement): Promise<void> {
  const canvas = find<HTMLCanvasElement>("canvas", frame);
  if (!canvas) return;
  frame.hidden = false;
  // fetched only where something is signed
  const { default: Pad } = await import("signature_pad");
  if (pads.has(frame)) return;
  const pad = new Pad(canvas, { penColor: "#141a33", minWidth: 0.8, maxWidth: 2.6 });
  pads.set(frame, pad);
  pad.addEventListener("endStroke", () => keep(frame));
  new ResizeObserver(() => fit(canvas, pad)).observe(canvas);
}

/** As many pixels as the screen has; what is drawn already is drawn again. */
function fit(canvas: HTMLCanvasElement, pad: SignaturePad): void {
  const ratio = Math.min(Math.max(devicePixelRatio, 1), 3);
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width === width && canvas.height === height) return;
  const drawn = pad.toData();
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d")?.scale(ratio, ratio);
  pad.clear();
  pad.fromData(drawn);
}

/** What is drawn goes along with the form. */
function keep(frame: HTMLElement): void {
  const [pad, input] = [pads.get(frame), find<HTMLInputElement>("input[name=drawing]", frame)];
  if (pad && input) input.value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
}
