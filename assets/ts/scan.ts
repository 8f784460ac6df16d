// A scanner types a code and then Enter, faster than anybody: on any page, outside a field, that opens what it names.
import { around } from "./dom";

/** Between two keys of a scanner, milliseconds. */
const QUICK = 60;
/** Shorter codes are somebody's shortcut. */
const SHORTEST = 4;

let code = "";
let last = -Infinity;

// before the shortcuts, which must not see the Enter of a scan
document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (around(event, "input, textarea, select, [contenteditable], dialog[open]")) return;
    const quick = event.timeStamp - last < QUICK;
    if (event.key === "Enter") {
      if (quick && code.length >= SHORTEST) open(event);
      code = "";
    } else if (event.key.length === 1) {
      code = (quick ? code : "") + character(event);
      last = event.timeStamp;
    }
  },
  true,
);

/** Whether a scan may be under way: a shortcut of one letter waits until it is clear that it is none. */
export const settled = (): Promise<boolean> => {
  const began = code.length === 1;
  return new Promise((done) => setTimeout(() => done(began && code.length === 1), QUICK));
};

/** A scanner set to another layout than the machine's: what is on the key in the row of digits is a digit all the same. */
function character({ key, code: place }: KeyboardEvent): string {
  if (/[\w/:.?=&-]/.test(key) && !/^[&_]$/.test(key)) return key;
  return /^Digit(\d)$/.exec(place)?.[1] ?? (place === "Minus" ? "-" : key);
}

function open(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
  location.assign(`/find?q=${encodeURIComponent(code)}`);
}
