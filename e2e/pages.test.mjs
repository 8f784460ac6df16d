// Every page that can be reached by links, in a shop full of work: sound markup, accessible, never wider than its window.
//
// French at a desk by day, Arabic on a phone by night, English through the validator only. Two pages of one kind (the same
// address but for its ids) are enough, files and quotes excepted: each state shows other buttons.
import { before, test } from "node:test";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { DESK, PHONE, none, start, unstuck } from "./world.mjs";
import { fillShop } from "./busy.mjs";

const ENOUGH = 1;
const MANY = { "/intakes/{id}": 20, "/quotes/{id}": 5, "/intakes/{id}/release": 3 };
const VNU = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

const shop = await start();
const keep = process.env.FIXILI_E2E_SHOTS;
const html = mkdtempSync(join(tmpdir(), "fixili-html-"));
process.on("exit", () => rmSync(html, { recursive: true, force: true }));

let nadia;
let addresses;
before(async () => {
  nadia = await shop.logIn("manager");
  await fillShop(nadia);
  addresses = await walk(nadia);
});

/** The address without ids and values: what kind of page it is. */
function kindOf(address) {
  const { pathname, searchParams } = new URL(address, shop.address);
  const keys = [...new Set(searchParams.keys())].sort();
  return pathname.replace(/\/\d[0-9a-z]{12}(?=\/|$)/g, "/{id}") + (keys.length ? `?${keys.join("&")}` : "");
}

/** Follows every link from the first page on; returns the addresses, those of one kind only as often as is enough. */
async function walk(person) {
  const seen = new Map([["/", 1]]);
  const addresses = ["/"];
  for (const address of addresses) {
    const page = await (await person.fetch(address)).text();
    for (const [, link] of page.matchAll(/<a [^>]*?href="(\/[^"#]*)/g)) {
      const to = link.replaceAll("&amp;", "&");
      const kind = kindOf(to);
      const times = seen.get(kind) ?? 0;
      if (addresses.includes(to) || times >= (MANY[kind] ?? ENOUGH) || /\.pdf|\/print$|\/sheet$|\/papers$|^\/files\//.test(kind)) continue;
      seen.set(kind, times + 1);
      addresses.push(to);
    }
  }
  return addresses;
}

const fileName = (address) => kindOf(address).replace(/[^a-z]+/gi, "-").replace(/^-|-$/g, "") || "home";

let count = 0;

/** Opens an address, looks at it, keeps its HTML for the validator; what is wrong is returned, to see it all at once. */
async function look(person, address) {
  try {
    const response = await person.open(address);
    writeFileSync(join(html, `${++count}-${person.lang}-${fileName(address)}.html`), await response.text());
    return [];
  } catch (error) {
    person.errors.length = 0;
    return [error.message];
  } finally {
    if (keep) await shoot(person, address);
  }
}

async function shoot(person, address) {
  mkdirSync(keep, { recursive: true });
  const theme = await person.page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const { width } = person.page.viewportSize();
  const path = join(keep, `${fileName(address)}-${person.lang}-${theme}-${width}-${++count}.png`);
  await unstuck(person.page, () => person.page.screenshot({ path, fullPage: true }));
}

test("pages in French at a desk", async () => {
  const wrong = [];
  for (const address of addresses) wrong.push(...(await look(nadia, address)));
  none(wrong, "wrong pages");
});

test("pages in Arabic on a phone at night", async () => {
  const night = await shop.logIn("manager", { lang: "ar", theme: "dark", viewport: PHONE });
  const wrong = [];
  for (const address of addresses) wrong.push(...(await look(night, address)));
  none(wrong, "wrong pages");
  await night.close();
});

test("a form sent empty comes back and says what is missing, where it is missing", async () => {
  const hasty = await shop.logIn("manager", { lang: "en" });
  const wrong = [];
  for (const address of addresses) wrong.push(...(await sendEmpty(hasty, address)));
  none(wrong, "wrong refusals");
  await hasty.close();
});

/** Empties the page's form and sends it; what is wrong with a refusal. */
async function sendEmpty(person, address) {
  const { page } = person;
  await page.goto(address);
  const form = page.locator("form[data-main]");
  if ((await form.count()) === 0) return [];
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  const loaded = page.waitForEvent("load").catch(() => null);
  await form.evaluate((element) => {
    for (const field of element.elements) {
      if (field.type === "radio" || field.type === "checkbox") field.checked = false;
      else if (field.type !== "hidden") field.value = "";
    }
    element.requestSubmit();
  });
  const response = await answered;
  if (response.status() !== 422) {
    await loaded;
    return response.ok() ? [] : [`${address}: ${response.status()}`];
  }
  await page.locator(".summary").waitFor();
  if (keep) await shoot(person, `${address}/refused`);
  writeFileSync(join(html, `${++count}-en-refused-${fileName(address)}.html`), await response.text());
  const lost = await page.locator(".summary a").evaluateAll((links) => links.map((link) => link.hash.slice(1)).filter((id) => !document.getElementById(id)));
  const told = lost.map((id) => `${address}: the summary leads to #${id}, which is not there`);
  return person.check().then(
    () => told,
    (error) => [...told, error.message],
  );
}

test("pages of strangers", async () => {
  const stranger = await shop.visitor({ lang: "en", viewport: DESK });
  const wrong = await look(stranger, "/login");
  for (const address of ["/nothing-here", "/t/not-a-link"]) {
    const response = await stranger.open(address, 404);
    writeFileSync(join(html, `${++count}-en-not-found.html`), await response.text());
  }
  none(wrong, "wrong pages");
  await stranger.close();
});

test("the HTML of every page is valid, in three languages", async () => {
  const reader = await shop.logIn("manager", { lang: "en" });
  for (const address of addresses) writeFileSync(join(html, `${++count}-en-${fileName(address)}.html`), await (await reader.fetch(address)).text());
  await reader.close();
  const told = await promisify(execFile)("java", ["-jar", VNU, "--errors-only", "--skip-non-html", html], { maxBuffer: 1e8 }).then(
    () => [],
    (error) => error.stderr.replaceAll(`file:${html}/`, "").trim().split("\n"),
  );
  none(told, "vnu");
});
