// A pattern on nine dots, drawn with finger, pen or mouse: what is drawn is written into its field as digits, 1 at the top left.
// The field itself takes the same digits from the keyboard.
import { around, find, onContent } from "./dom";

/** Distance between two dots, and how near a finger must come to one, in the pad's own units. */
const STEP = 30;
const NEAR = 12;

let drawing: { pad: SVGSVGElement; dots: number[] } | null = null;

const fieldOf = (pad: SVGSVGElement): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`input[name="${pad.dataset["pattern"] ?? ""}"]`);

const place = (dot: number): [number, number] => [((dot - 1) % 3) * STEP + 20, Math.floor((dot - 1) / 3) * STEP + 20];

document.addEventListener("pointerdown", (event) => {
  const pad = around(event, "[data-pattern]") as SVGSVGElement | null;
  if (!pad) return;
  event.preventDefault();
  pad.setPointerCapture(event.pointerId);
  drawing = { pad, dots: [] };
  touch(event);
});

document.addEventListener("pointermove", touch);

document.addEventListener("pointerup", end);
document.addEventListener("pointercancel", end);

function touch(event: PointerEvent): void {
  if (!drawing) return;
  const { left, top, width } = drawing.pad.getBoundingClientRect();
  const [x, y] = [((event.clientX - left) * 100) / width, ((event.clientY - top) * 100) / width];
  for (let dot = 1; dot <= 9; dot += 1) {
    const [dotX, dotY] = place(dot);
    if (Math.hypot(dotX - x, dotY - y) < NEAR && !drawing.dots.includes(dot)) add(drawing.dots, dot);
  }
  draw(drawing.pad, drawing.dots);
}

/** A dot; the one that is passed over on the way is touched as well, as phones do. */
function add(dots: number[], dot: number): void {
  const last = dots.at(-1);
  if (last !== undefined) {
    const [[fromX, fromY], [toX, toY]] = [place(last), place(dot)];
    const between = [(fromX + toX) / 2, (fromY + toY) / 2];
    const passed = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((one) => place(one).every((at, n) => at === between[n]));
    if (passed && !dots.includes(passed)) dots.push(passed);
  }
  dots.push(dot);
}

function end(): void {
  if (!drawing) return;
  const { pad, dots } = drawing;
  drawing = null;
  const field = fieldOf(pad);
  if (!field) return;
  field.value = dots.join("");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function draw(pad: SVGSVGElement, dots: number[]): void {
  // where it begins, as on a phone that shows it
  pad.querySelectorAll("circle").forEach((circle, n) => circle.classList.toggle("first", n + 1 === dots[0]));
  find("polyline", pad as unknown as HTMLElement)?.setAttribute("points", dots.map((dot) => place(dot).join(",")).join(" "));
}

// A code of another kind is another code.
document.addEventListener("change", ({ target }) => {
  const pad = document.querySelector<SVGSVGElement>(`[data-kind="${CSS.escape((target as HTMLInputElement).name ?? "")}"]`);
  const field = pad && fieldOf(pad);
  if (!pad || !field?.value) return;
  field.value = "";
  show(pad);
});

// What is typed is drawn.
document.addEventListener("input", ({ target }) => {
  for (const pad of document.querySelectorAll<SVGSVGElement>("[data-pattern]")) if (fieldOf(pad) === target) show(pad);
});
onContent(() => document.querySelectorAll<SVGSVGElement>("[data-pattern]").forEach(show));

function show(pad: SVGSVGElement): void {
  draw(pad, [...(fieldOf(pad)?.value ?? "")].map(Number).filter((dot) => dot >= 1 && dot <= 9));
}
