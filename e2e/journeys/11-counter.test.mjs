// The counter with keys alone: from the first page to the opened print, for a known client and for a new one; and a power cut while
// someone types. Keys and pages are counted: docs/benchmarks.md tells them.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, laptop, start } from "../world.mjs";

const shop = await start();
/** Of a person, in a minute. */
const KEYS_A_MINUTE = 200;
/** To the next place on a phone, milliseconds. */
const A_TOUCH = 800;

let samia;
before(async () => {
  samia = await shop.logIn("sales");
  await laptop(samia);
});

/**
 * Types as fast as a person and counts; what the person waits for (pages, acts) is counted as well. What was asked for ahead is not
 * waited for, unless a key comes before its answer: that is told apart (`late`), because it says how busy this machine is.
 */
function hands({ page }) {
  const seen = { keys: 0, touches: 0, requests: 0, late: 0, began: Date.now() };
  const ahead = new Set();
  // whether the answer to a choice was asked for since the last key
  let isAsked = false;
  let asked = () => {};
  page.on("request", (request) => {
    const own = request.isNavigationRequest() && request.frame() === page.mainFrame();
    const act = request.method() === "POST" && request.url().endsWith("/deposits");
    if (act && request.headers()["x-ahead"]) {
      ahead.add(request);
      isAsked = true;
      asked();
    } else if (own || act) seen.requests += 1;
  });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => ahead.delete(request));
  const key = async (how, name) => {
    seen.keys += 1;
    seen.late += ahead.size;
    isAsked = false;
    await page.keyboard[how](name, { delay: 60_000 / KEYS_A_MINUTE });
  };
  return {
    seen,
    async press(...keys) {
      for (const name of keys) await key("press", name);
    },
    async type(text) {
      for (const letter of text) await key("type", letter);
    },
    /** Reads what is offered: as long as it takes until the answer to a choice is asked for. */
    async read(option) {
      const sent = new Promise((done) => (asked = done));
      await option.waitFor();
      if (!isAsked) await sent;
    },
    async touch(place) {
      seen.touches += 1;
      seen.late += ahead.size;
      await place.click({ delay: A_TOUCH });
    },
  };
}

const focused = (page, name) => page.waitForFunction((wanted) => document.activeElement?.name === wanted, name);

async function printed(person, t, what, seen) {
  await person.arrives("/deposits/*");
  await person.page.waitForFunction(() => window.printed?.length === 1);
  const { keys, touches, requests, late } = seen;
  const seconds = (Date.now() - seen.began) / 1_000;
  t.diagnostic(`${what}: ${keys} keys, ${touches} touches, ${seconds.toFixed(1)} s at ${KEYS_A_MINUTE} keys a minute, ${requests} requests waited for${late ? `, and ${late} that came late` : ""}`);
  assert.ok(seconds < 60, `${seconds} s`);
  assert.ok(requests <= 3, `${requests} requests`);
}

test("a known client's machine comes again: box, card, fault, save", async (t) => {
  const { page } = samia;
  await page.goto("/");
  const { seen, press, type, read } = hands(samia);
  await press("n");
  await samia.arrives("/deposits/new");
  await type("zerr");
  await read(page.locator("#box-list [data-act^=client]").first());
  await press("Enter");
  await focused(page, "items.0.equipment_id");
  await samia.check();
  await press("ArrowRight", "Enter", "Enter", "Enter");
  await focused(page, "items.0.fault");
  await type("Ne charge plus");
  await press("Control+Enter");
  await printed(samia, t, "a known client's machine", seen);
  await samia.sees("Ne charge plus");
});

test("a serial number is scanned: machine and client are chosen at once", async () => {
  const { page } = samia;
  await page.goto("/deposits/new");
  // quicker than any answer, as scanners are
  await page.keyboard.type("5CD1234X");
  await page.keyboard.press("Enter");
  await page.locator(".cards :checked[value]:not([value=''])").waitFor({ state: "attached" });
  assert.match(await page.locator(".known").innerText(), /Zerrouki/);
  // and outside a field the same scan opens what it names
  await page.goto("/intakes");
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.type("BE-2026-000001");
  await page.keyboard.press("Enter");
  await samia.arrives("/intakes/*");
});

test("a new client's first machine", async (t) => {
  const { page } = samia;
  await page.goto("/");
  const { seen, press, type } = hands(samia);
  await press("n");
  await samia.arrives("/deposits/new");
  await type("Mokhtar Benkhelil");
  await page.locator("#b-new").filter({ hasText: "Mokhtar Benkhelil" }).waitFor();
  await press("Enter");
  await focused(page, "phone");
  await type("0559 87 65 43");
  await press("Enter", "Enter");
  await focused(page, "items.0.category");
  await press("Space", "Enter");
  await type("Lenovo");
  await press("Enter", "Enter", "Enter", "Enter", "Enter");
  await focused(page, "items.0.fault");
  await type("Surchauffe et s'arrête");
  await press("Control+Enter");
  await printed(samia, t, "a new client's machine", seen);
  await samia.sees("Mokhtar Benkhelil");
});

test("by touch on a phone, in Arabic, a known client", async (t) => {
  const person = await shop.logIn("technician", { lang: "ar", viewport: PHONE });
  const { page } = person;
  await page.goto("/");
  const { seen, type, touch, read } = hands(person);
  await touch(page.locator("[data-new]"));
  await person.arrives("/deposits/new");
  await touch(page.locator("#f-box"));
  await type("0551 70");
  await read(page.locator("#box-list [data-act^=client]").first());
  await touch(page.locator("#box-list [data-act^=client]").first());
  await touch(page.locator(".cards label").nth(1));
  await touch(page.locator("[name='items.0.fault']"));
  await type("لا يشحن");
  await touch(page.locator(".actions .primary"));
  await printed(person, t, "by touch, a known client's machine", seen);
  await person.check();
  await person.close();
});

test("the power goes while someone types: the draft is there, and one deposit comes of it", async () => {
  const { page } = samia;
  const count = async () => (await samia.call("GET", "/find?q=Bouchenak")).files.length;
  await page.goto("/deposits/new");
  await page.locator("[name=client_name]").fill("Amel Bouchenak");
  await page.locator("[name=phone]").fill("0556 12 98 76");
  await samia.choose("Imprimante");
  await page.locator("[name='items.0.fault']").fill("Traînées noires");
  await page.locator("[data-saved]").filter({ hasText: /\d/ }).waitFor();
  await shop.powerCut();
  assert.equal(await count(), 0, "nothing was recorded");
  // typing went on while the server was away: it is kept as soon as it is back
  await page.locator("[name='items.0.condition']").fill("Capot rayé");
  const kept = page.waitForResponse((response) => response.url().endsWith("/deposits/draft") && response.status() === 204);
  await kept;
  await page.goto("/deposits/new");
  await samia.check();
  await page.getByRole("button", { name: samia.t("drafts-resume") }).first().click();
  await page.waitForURL(/draft=/);
  assert.equal(await page.locator("[name='items.0.condition']").inputValue(), "Capot rayé");
  assert.equal(await page.locator("[name=client_name]").inputValue(), "Amel Bouchenak");
  await page.keyboard.press("Control+Enter");
  await samia.arrives("/deposits/*");
  assert.equal(await count(), 1);
  await page.goto("/deposits/new");
  assert.equal(await page.getByText("Bouchenak").count(), 0, "no draft is left");
});

test("an unlock pattern is drawn on nine dots; typed digits draw it too", async () => {
  const { page } = samia;
  await page.goto("/deposits/new");
  const pad = page.locator("[data-pattern='items.0.code']");
  assert.ok(!(await pad.isVisible()), "no pad without a pattern");
  await page.locator("[name='items.0.code_kind']").selectOption("pattern");
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width } = await pad.boundingBox();
  const dot = (n) => [x + ((((n - 1) % 3) * 30 + 20) * width) / 100, y + ((Math.floor((n - 1) / 3) * 30 + 20) * width) / 100];
  await page.mouse.move(...dot(1));
  await page.mouse.down();
  // from 1 to 3 the finger passes over 2
  for (const n of [3, 6, 9]) await page.mouse.move(...dot(n));
  await page.mouse.up();
  const code = page.locator("[name='items.0.code']");
  assert.equal(await code.inputValue(), "12369");
  await code.fill("1478");
  assert.equal(await pad.locator("polyline").getAttribute("points"), "20,20 20,50 20,80 50,80");
  await samia.check();
});
