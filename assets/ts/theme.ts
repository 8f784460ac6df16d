// The theme button: the choice is kept in a cookie, so that the server's next page comes in it at once.
import { around } from "./dom";

const YEAR = 31_536_000;

document.addEventListener("click", (event) => {
  if (!around(event, "[data-theme-toggle]")) return;
  const root = document.documentElement;
  root.dataset["theme"] = isDark(root) ? "light" : "dark";
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `theme=${root.dataset["theme"]};path=/;max-age=${YEAR};samesite=lax${secure}`;
});

function isDark(root: HTMLElement): boolean {
  const chosen = root.dataset["theme"];
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}
