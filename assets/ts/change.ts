// What is given back at the till: given less due, as it is typed (data-change: the names of the two fields). Nothing of it is sent.
import { find, findAll, onContent } from "./dom";

/** "12 500,50" in centimes; nothing when it is no amount. */
function minor(text: string): number | undefined {
  const [, whole = "", part = ""] = /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s\u00a0\u202f']/g, "")) ?? [];
  return whole ? Number(whole) * 100 + Number(part.padEnd(2, "0")) : undefined;
}

function written(amount: number): string {
  const whole = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return `${whole},${String(amount % 100).padStart(2, "0")}`;
}

function tell(place: HTMLElement): void {
  const [due, given] = (place.dataset["change"] ?? "").split(",").map((name) => minor(find<HTMLInputElement>(`[name="${name}"]`)?.value ?? ""));
  const enough = due !== undefined && given !== undefined && given >= due;
  place.textContent = enough ? `${place.dataset["text"]} ${written(given - due)}\u00a0${place.dataset["sign"]}` : "";
}

const all = (): void => findAll("[data-change]").forEach(tell);
document.addEventListener("input", all);
onContent(all);
