// The technician's day with keys: take, the timer, the hold, a part by a few letters and by a scan, asking for one; and a power cut
// while the sheet is typed.
import { test } from "node:test";
import assert from "node:assert/strict";
import { laptop, start } from "../world.mjs";

const shop = await start();
const loose = (page) => page.evaluate(() => document.activeElement?.blur());

test("take, start, pause, go on, wait and stop, each with a key", async () => {
  const karim = await shop.logIn("technician");
  const { page } = karim;
  const { id } = await laptop(karim);
  await karim.open(`/intakes/${id}`);
  await karim.reloads(() => page.keyboard.press("t"));
  await karim.sees("state-in-progress");
  await karim.reloads(() => page.keyboard.press("s"));
  const ticks = page.locator(".timers .ticks");
  const before = await ticks.innerText();
  await page.waitForFunction((text) => document.querySelector(".timers .ticks").textContent !== text, before);
  // it shows on every page
  await karim.open("/clients");
  await page.locator(".my-timer .ticks").waitFor();
  await karim.open(`/intakes/${id}`);
  await karim.reloads(() => page.keyboard.press("p"));
  await karim.sees("timers-paused");
  await karim.reloads(() => page.keyboard.press("s"));
  await page.keyboard.press("h");
  await page.locator("[data-key='2']").waitFor({ state: "visible" });
  await loose(page);
  await karim.reloads(() => page.keyboard.press("2"));
  await page.locator(".hold[data-hold=waiting_part]").first().waitFor();
  await karim.reloads(() => page.keyboard.press("s"));
  await karim.sees("timers-none");
  // a letter that is typed into a field is a letter
  await karim.open(`/intakes/${id}`);
  await page.locator("#find").fill("");
  await page.locator("#find").press("s");
  assert.equal(await page.locator("#find").inputValue(), "s");
  assert.equal(await page.locator(".my-timer").count(), 0);
  await karim.close();
});

test("a part by a few letters, by a scan, and one that is asked for", async () => {
  const karim = await shop.logIn("technician");
  const { page } = karim;
  const { id } = await laptop(karim);
  const { intervention } = await karim.call("POST", `/intakes/${id}/intervention`, {});
  await karim.call("POST", `/interventions/${intervention.id}/parts`, { label: "Ventilateur Zéphyr", reference: "ZPH-77", unit_price: 420_000 });
  await karim.open(`/interventions/${intervention.id}/parts/new`);
  await page.keyboard.type("zep");
  await page.locator("#known-label li").first().waitFor();
  await karim.check();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("[name=label]").inputValue(), "Ventilateur Zéphyr");
  assert.equal(await page.locator("[name=unit_price]").inputValue(), "4200");
  // a scan and its Enter come before any answer
  await page.goto(`/interventions/${intervention.id}/parts/new`);
  await page.locator("#f-label[data-htmx-powered]").waitFor();
  await page.keyboard.type("zph77");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.name === "quantity");
  assert.equal(await page.locator("[name=reference]").inputValue(), "ZPH-77");
  // what nobody used before stays as it is typed
  await page.goto(`/interventions/${intervention.id}/parts/new`);
  await page.locator("#f-label[data-htmx-powered]").waitFor();
  await page.keyboard.type("Charnière inconnue");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.name === "reference");
  assert.equal(await page.locator("[name=label]").inputValue(), "Charnière inconnue");

  await karim.open(`/intakes/${id}`);
  await karim.press("parts-request");
  await karim.arrives("/interventions/*/parts/request");
  await karim.type("interventions-label", "Charnière gauche");
  await karim.type("interventions-supplier", "Pièces Oran");
  await page.keyboard.press("Control+Enter");
  await karim.arrives(`/intakes/${id}`);
  await page.locator(".hold[data-hold=waiting_part]").first().waitFor();
  const samia = await shop.logIn("sales");
  await samia.open("/parts/awaited");
  const row = samia.main.getByRole("row").filter({ hasText: "Charnière gauche" });
  await row.getByRole("link", { name: samia.t("parts-order") }).click();
  await samia.arrives("/parts/*/order");
  await samia.page.keyboard.press("Control+Enter");
  await samia.arrives("/parts/awaited");
  await samia.sees("Charnière gauche");
  await samia.close();
  await karim.close();
});

test("the power goes while the sheet is typed: every word is there, and no version was made of it", async () => {
  const karim = await shop.logIn("technician");
  const { page } = karim;
  const { id } = await laptop(karim);
  const { intervention } = await karim.call("POST", `/intakes/${id}/intervention`, {});
  await karim.open(`/interventions/${intervention.id}/edit`);
  await karim.type("interventions-diagnosis", "Condensateur gonflé");
  await page.locator("[data-saved]").filter({ hasText: /\d/ }).waitFor();
  await shop.powerCut();
  const kept = page.waitForResponse((response) => response.url().endsWith("/draft") && response.status() === 204);
  await karim.type("interventions-report", "Remplacé, testé deux heures");
  await kept;
  await page.goto(`/interventions/${intervention.id}/edit`);
  await karim.sees("interventions-draft-resumed");
  await karim.check();
  assert.equal(await karim.field("interventions-diagnosis").inputValue(), "Condensateur gonflé");
  assert.equal(await karim.field("interventions-report").inputValue(), "Remplacé, testé deux heures");
  const before = await karim.call("GET", `/interventions/${intervention.id}`);
  assert.equal(before.intervention.version, 1, "what is typed is no amendment");
  await page.keyboard.press("Control+Enter");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("Remplacé, testé deux heures");
  const after = await karim.call("GET", `/interventions/${intervention.id}`);
  assert.equal(after.intervention.version, 2, "one amendment for all of it");
  await karim.close();
});

test("checks are answered and sentences chosen with keys, and the file says so", async () => {
  const karim = await shop.logIn("technician");
  const { page } = karim;
  const { id } = await laptop(karim);
  const { intervention } = await karim.call("POST", `/intakes/${id}/intervention`, {});
  await karim.open(`/interventions/${intervention.id}/edit`);
  const report = karim.field("interventions-report");
  await report.fill("Vu.");
  await page.keyboard.press("Alt+ArrowDown");
  await page.locator("[data-into=f-report]").waitFor({ state: "visible" });
  await karim.check();
  await page.keyboard.press("n");
  const sentence = await page.evaluate(() => document.activeElement.value);
  await page.keyboard.press("Enter");
  assert.equal(await report.inputValue(), `Vu. ${sentence}`);
  assert.ok(sentence.length > 10, "a whole sentence");
  await page.locator("[name=before_0]").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("[name=before_0]:checked").inputValue(), "fault");
  await page.locator("[data-rest=before]").press("Enter");
  await karim.check();
  await page.keyboard.press("Control+Enter");
  await karim.arrives(`/intakes/${id}`);
  const { checks } = (await karim.call("GET", `/interventions/${intervention.id}`)).intervention;
  assert.equal(checks[0].before, "fault");
  assert.ok(checks.length > 5 && checks.slice(1).every((check) => check.before === "ok" && check.after === null), "the rest is good");
  await karim.sees(checks[0].label);
  await karim.close();
});

test("the queue and the list of keys", async () => {
  const karim = await shop.logIn("technician");
  const { page } = karim;
  await laptop(karim);
  await karim.open("/");
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.matches(".rowlink"));
  await page.keyboard.press("s");
  await karim.arrives("/intakes/*");
  await page.locator(".timers .ticks").waitFor();
  await loose(page);
  await page.keyboard.press("?");
  const keys = page.locator("#keys-dialog");
  await keys.getByText(karim.t("keys-here")).waitFor();
  await karim.check();
  await page.keyboard.press("Escape");
  await keys.waitFor({ state: "detached" });
  // single letters can be switched off on this machine
  await karim.open("/keys");
  await page.locator("[data-keys-off] input").check();
  await karim.open("/intakes");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await page.waitForFunction(() => document.activeElement?.id === "find");
  assert.equal(await keys.count(), 0);
  await karim.close();
});
