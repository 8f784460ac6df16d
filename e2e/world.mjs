// The world of one test file: a demo shop served by the real binary, a real Chromium, and people who look at pages.
//
// Whoever lands on a page checks it: no axe violation, no sideways scroll, no error in the console, the right language and
// direction. Nothing sleeps: everything waits for what a person would wait for.
import { after } from "node:test";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PATIENCE = 30_000;
const CHROMIUM = process.env.FIXILI_CHROMIUM ?? process.env.PATH.split(delimiter).map((folder) => join(folder, "chromium")).find(existsSync);
const FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// Chromium's own sandbox does not work for root, nor in most containers.
if (process.getuid?.() === 0 || process.env.CI) FLAGS.push("--no-sandbox");

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const axe = readFileSync(here("node_modules/axe-core/axe.min.js"), "utf8");
const AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

// ---- the words of the screens ----

/** Plain texts of the locale files: tests name them by key, as the code does. */
const words = Object.fromEntries(["fr", "ar", "en"].map((lang) => [lang, readWords(here(`../locales/${lang}`))]));

function readWords(folder) {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"));
  return Object.fromEntries(lines.map((line) => /^([a-z0-9-]+) = ([^{]+)$/.exec(line)).filter(Boolean).map(([, key, text]) => [key, text]));
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A name as it is shown, perhaps with "(optional)" or a key behind it. */
const named = (text) => new RegExp(`^\\s*${escaped(text)}\\s*(\\(.*\\)|Ctrl ↵|[A-Z0-9])?\\s*$`);

// ---- the shop ----

/** Starts a shop and a browser for this test file; both end with it. `database` is a PostgreSQL database instead of SQLite, `flags` are
 *  more of Chromium's. */
export async function start({ database, flags = [] } = {}) {
  const binary = process.env.FIXILI_BIN;
  assert.ok(binary, "FIXILI_BIN names the program to test; `make e2e` builds it");
  const data = mkdtempSync(join(tmpdir(), "fixili-e2e-"));
  const log = [];
  const shop = new Shop();
  let server;
  const serve = async (listen) => {
    const env = { ...process.env, FIXILI_LISTEN: listen, FIXILI_LOG: "warn", ...(database && { FIXILI_DATABASE_URL: database }) };
    server = spawn(binary, ["--data", data, "demo", "--json"], { env, stdio: ["ignore", "pipe", "pipe"] });
    server.stderr.on("data", (text) => log.push(text));
    const first = await Promise.race([once(createInterface(server.stdout), "line"), once(server, "exit")]);
    assert.equal(typeof first[0], "string", `the server did not start: ${log.join("")}`);
    Object.assign(shop, JSON.parse(first[0]));
  };
  const kill = () => server?.kill("SIGKILL");
  process.on("exit", kill);
  after(async () => {
    await shop.browser?.close();
    if (server.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    process.off("exit", kill);
    rmSync(data, { recursive: true, force: true });
    none(log, "the server's log");
  });
  /** The power goes, and comes back: the same data, the same address. */
  shop.powerCut = async () => {
    shop.cuts = (shop.cuts ?? 0) + 1;
    server.kill("SIGKILL");
    await once(server, "exit");
    await serve(new URL(shop.address).host);
  };
  await serve("127.0.0.1:0");
  shop.browser = await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
  return shop;
}

class Shop {
  /** Someone at a screen of the shop, not logged in; `js: false` is a browser without scripts. */
  async visitor({ lang = "fr", theme = "light", viewport = DESK, js = true } = {}) {
    const context = await this.browser.newContext({
      baseURL: this.address,
      viewport,
      hasTouch: viewport === PHONE,
      isMobile: viewport === PHONE,
      deviceScaleFactor: 1,
      reducedMotion: "reduce",
      locale: { fr: "fr-FR", ar: "ar-DZ", en: "en-GB" }[lang],
      colorScheme: theme,
      javaScriptEnabled: js,
    });
    context.setDefaultTimeout(PATIENCE);
    // a headless browser has no printer: it only remembers what was to be printed
    await context.addInitScript(() => {
      window.print = () => (top.printed = [...(top.printed ?? []), location.pathname]);
    });
    const seen = [["theme", theme], ["lang", lang]].map(([name, value]) => ({ name, value, url: this.address }));
    await context.addCookies(seen);
    return new Person(this, context, await context.newPage(), { lang, js });
  }

  /** The demo's person of this role, logged in through the page, reading in this language. */
  async logIn(role, options = {}) {
    const person = await this.visitor(options);
    const { login, password } = this.log_ins.find((one) => one.role === role);
    await person.logIn(login, password);
    await person.speak(options.lang ?? "fr");
    return person;
  }
}

/** Someone with a browser. */
export class Person {
  constructor(shop, context, page, { lang, js }) {
    Object.assign(this, { shop, context, page, lang, js, errors: [] });
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    page.on("pageerror", (error) => this.errors.push(String(error)));
    // questions before something final are answered with yes
    page.on("dialog", (dialog) => dialog.accept());
  }

  /** A text of the screens in this person's language. */
  t(key) {
    const text = words[this.lang][key];
    assert.ok(text, `no plain text ${key} in ${this.lang}`);
    return text;
  }

  get main() {
    return this.page.locator("#main");
  }

  /** The panel of this title. */
  panel(key) {
    return this.page.getByRole("region", { name: this.t(key), exact: true });
  }

  // ---- going somewhere ----

  async logIn(login, password) {
    await this.open("/login");
    await this.type("users-login", login);
    await this.type("users-password", password);
    await this.press("login-button");
    await this.page.waitForURL((url) => url.pathname !== "/login");
  }

  /** Chooses a language in the menu, if it is another one. */
  async speak(lang) {
    const now = await this.page.locator("html").getAttribute("lang");
    this.lang = lang;
    if (now === lang) return;
    await this.page.locator("[popovertarget=langs]").click();
    await this.page.locator(`#langs button[value=${lang}]`).click();
    await this.page.locator(`html[lang=${lang}]`).waitFor();
  }

  /** Opens an address and checks the page; `status` is what it must answer. */
  async open(path, status = 200) {
    const response = await this.page.goto(path);
    assert.equal(response.status(), status, path);
    await this.check();
    return response;
  }

  /** Waits until a press has led to this address (`*` stands for an id), and checks the page. */
  async arrives(pattern) {
    const path = new RegExp(`^${pattern.split("*").map(escaped).join("\\d[0-9a-z]{12}")}$`);
    await this.page.waitForURL((url) => path.test(url.pathname));
    await this.page.waitForLoadState();
    await this.check();
  }

  /** Does something that shows the same address again, and checks it. */
  async reloads(act) {
    const loaded = this.page.waitForEvent("load");
    await act();
    await loaded;
    await this.check();
  }

  // ---- what fingers do ----

  button(key, within = this.main) {
    const name = named(this.t(key));
    return within.getByRole("button", { name }).or(within.getByRole("link", { name }));
  }

  async press(key, within) {
    await this.button(key, within).click();
  }

  field(key, within = this.main) {
    return within.getByLabel(named(this.t(key)));
  }

  async type(key, text, within) {
    await this.field(key, within).fill(text);
  }

  /** Chooses one of a few pills, or ticks a box, by its label. */
  async choose(text, within = this.main) {
    const label = words[this.lang][text] ?? text;
    const pill = within.locator("label").filter({ hasText: named(label) });
    // a box to tick may have a sentence behind its name
    await pill.or(within.locator("label.check").filter({ hasText: new RegExp(`^\\s*${escaped(label)}\\s`) })).click();
  }

  /** Waits until this text can be read. */
  async sees(text, within = this.main) {
    await within.getByText(words[this.lang][text] ?? text).first().waitFor();
  }

  // ---- behind the screens ----

  /** A call of the JSON API with this person's session: what a test needs before it begins. */
  async call(method, path, data) {
    const headers = { "sec-fetch-site": "same-origin" };
    const response = await this.context.request.fetch(`/api/v1${path}`, { method, data, headers });
    assert.ok(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`);
    return response.status() === 204 ? null : response.json();
  }

  /** Fetches what a link leads to, as this person. */
  async fetch(address) {
    return this.context.request.get(address);
  }

  // ---- looking ----

  /** What must hold on every page; refusals of forms (422) and pages that are over (410) are part of life, other failed requests are not. */
  async check() {
    const { page } = this;
    const where = `${new URL(page.url()).pathname} (${this.lang})`;
    const html = page.locator("html");
    assert.equal(await html.getAttribute("lang"), this.lang, where);
    assert.equal(await html.getAttribute("dir"), this.lang === "ar" ? "rtl" : "ltr", where);
    const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width <= room, `${where} is ${width} px wide in ${room}`);
    // axe needs timers, which a page without scripts does not have
    if (this.js) none(await violations(page), where);
    // Whoever lost the server is told so by the console too.
    if (this.shop.cuts) this.errors = this.errors.filter((text) => !/net::ERR_/.test(text));
    // A busy browser leaves out the fade from page to page, and calls that an error.
    none(this.errors.filter((text) => !/status of (422|403|404|410)|^InvalidStateError: Transition was aborted/.test(text)), where);
  }

  async close() {
    await this.context.close();
  }
}

/** Fails with every line of what should not be there. */
export function none(lines, where) {
  if (lines.length) assert.fail(`${where}\n${lines.join("\n")}`);
}

/** Does something while nothing sticks to the window: sticky parts cover what a person would scroll to. */
export async function unstuck(page, act) {
  const set = (rule) =>
    page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, rule);
  await set(":is(.top, .tabbar, .actions, .side, #toasts, thead th) { position: relative !important; inset: auto !important }");
  try {
    return await act();
  } finally {
    await set("");
  }
}

async function violations(page) {
  await page.evaluate(axe);
  const run = () => page.evaluate((values) => axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }), AXE_RULES);
  const found = await unstuck(page, run);
  return found.violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)} :: ${nodes[0].failureSummary.split("\n")[1] ?? ""}`);
}

// ---- files to begin with ----

/** A laptop of the demo's first client, deposited; returns the intake. */
export async function laptop(person, more = {}) {
  const [client] = (await person.call("GET", "/clients?q=Zerrouki")).rows;
  const item = { equipment: { category: "PC portable", brand: "HP", model: "Pavilion 15", serial: "5CD1234X" }, fault: "Ne démarre plus", accessories: ["Chargeur"], ...more };
  const deposit = await person.call("POST", "/deposits", { client_id: client.id, items: [item] });
  return deposit.intakes[0];
}

/** Opens the intervention of a file, with a part of 3 500 and ninety minutes: 7 735,00 DA with tax. */
export async function work(person, intake) {
  const { intervention } = await person.call("POST", `/intakes/${intake}/intervention`, {});
  await person.call("POST", `/interventions/${intervention.id}/parts`, { label: "Connecteur d'alimentation", quantity: 1_000, unit_price: 350_000 });
  await person.call("POST", `/interventions/${intervention.id}/labour`, { minutes: 90 });
  return intervention.id;
}

/** Does that work and completes it as repaired. */
export async function complete(person, intake) {
  await person.call("POST", `/interventions/${await work(person, intake)}/completion`, { outcome: "repaired" });
}
