// Print once: a manager says what is printed where; saving a deposit then prints in the browser and on the label printer by
// itself. An answer that is lost is shown to everyone, and a person decides.
import { test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, laptop, start } from "../world.mjs";
import { isPdf } from "../deposit.mjs";
import { thermal } from "../thermal.mjs";

const shop = await start();
const labels = await thermal();

test("a manager adds a label printer and says what it prints", async () => {
  const nadia = await shop.logIn("manager");
  await nadia.open("/settings/printing");
  await nadia.press("printers-new");
  await nadia.arrives("/printers/new");
  await nadia.type("printers-name", "Étiquettes");
  await nadia.type("printers-address", "http://imprimante");
  await nadia.press("form-save");
  await nadia.sees("printers-address-network");
  await nadia.check();
  await nadia.type("printers-address", labels.address);
  await nadia.field("printers-paper").selectOption("l62x29");
  await nadia.choose("printers-finish-gap");
  await nadia.press("form-save");
  await nadia.arrives("/settings/printing");
  await nadia.field("slot-deposit-label").selectOption({ label: `Étiquettes · ${nadia.t("print-l62x29")}` });
  await nadia.reloads(() => nadia.press("form-save"));
  assert.match(await nadia.field("slot-deposit-label").inputValue(), /^printer:/);
  await nadia.press("printers-test");
  await nadia.arrives("/prints");
  await nadia.sees("prints-done");
  assert.equal(labels.strips.length, 1);
});

test("saving a deposit prints two vouchers and a label, once", async () => {
  const samia = await shop.logIn("sales");
  const { page } = samia;
  await samia.open("/deposits/new");
  await page.keyboard.type("zerr");
  await page.locator("#box-list [data-act^=client]").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("[name='items.0.fault']").waitFor();
  await samia.choose("Tablette");
  await samia.type("intakes-fault", "Écran cassé");
  await page.keyboard.press("Control+Enter");
  await samia.arrives("/deposits/*");
  await page.waitForFunction(() => window.printed?.length === 1);
  const [papers] = await page.evaluate(() => window.printed);
  assert.equal(papers, `${new URL(page.url()).pathname}/papers`);
  await isPdf(samia, papers);
  await samia.open("/prints");
  await samia.sees("prints-done", samia.panel("prints-over"));
  await labels.until(2);
  assert.equal(labels.strips.length, 2, "the test, and one label");
});

test("an answer that is lost waits for a person, who prints again from a phone", async () => {
  const karim = await shop.logIn("technician", { viewport: PHONE, lang: "ar" });
  const { id } = await laptop(karim);
  labels.answers = false;
  const before = labels.strips.length;
  const [voucher] = (await karim.call("GET", `/intakes/${id}/documents`)).filter((one) => one.kind === "intake");
  await karim.open(`/printing/${voucher.id}`);
  await karim.choose(`Étiquettes · ${karim.t("print-l62x29")}`);
  await karim.press("prints-print");
  await karim.arrives(`/intakes/${id}`);
  await karim.open("/prints");
  await karim.sees("prints-unknown-hint");
  await karim.check();
  assert.equal(labels.strips.length, before + 1);
  labels.answers = true;
  await karim.press("prints-again");
  await karim.sees("prints-done", karim.panel("prints-over"));
  await karim.panel("prints-stuck").waitFor({ state: "detached" });
  await labels.until(before + 2);
  assert.equal(labels.strips.length, before + 2, "once more, because someone said so");
});

test("without scripts the form leads to the papers", async () => {
  const samia = await shop.logIn("sales", { js: false });
  const { id } = await laptop(samia);
  const [voucher] = (await samia.call("GET", `/intakes/${id}/documents`)).filter((one) => one.kind === "intake");
  await samia.open(`/printing/${voucher.id}`);
  const answer = await samia.context.request.post(`/printing/${voucher.id}`, { form: { _key: "once" }, headers: { "sec-fetch-site": "same-origin" } });
  assert.equal(new URL(answer.url()).pathname, `/printing/${voucher.id}/papers`);
  assert.match(answer.headers()["content-type"], /^application\/pdf/);
});
