// Signatures: drawn at the desk and on a phone, by a typed name without scripts; printed on the papers; asked for by the shop.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, laptop, start } from "../world.mjs";
import { isPdf } from "../deposit.mjs";

const shop = await start();

let samia;
before(async () => {
  samia = await shop.logIn("sales");
});

/** Draws a stroke in the frame, as a finger or a mouse would. */
async function draw(page) {
  const canvas = page.locator("[data-sign] canvas");
  await canvas.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("[data-sign] canvas").width > 300);
  const { x, y, width, height } = await canvas.boundingBox();
  await page.mouse.move(x + width * 0.2, y + height * 0.6);
  await page.mouse.down();
  for (let n = 1; n <= 12; n++) await page.mouse.move(x + width * (0.2 + n * 0.05), y + height * (n % 2 ? 0.3 : 0.7));
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector("[name=drawing]").value.startsWith("data:image/png"));
}

test("at the desk the client reads, draws, and the voucher is printed with it", async () => {
  const { page } = samia;
  const { id, deposit_id: deposit } = await laptop(samia);
  await samia.open(`/deposits/${deposit}`);
  await samia.press("signatures-sign");
  await samia.arrives(`/deposits/${deposit}/signature`);
  await samia.sees("Ne démarre plus", page.locator(".to-sign"));
  // nothing drawn and nothing ticked: said at the place, and the name stays
  await samia.type("signatures-signer", "Karima Zerrouki");
  await samia.press("signatures-save");
  await samia.sees("signatures-how");
  await samia.check();
  await draw(page);
  await page.locator("[data-sign-clear]").click();
  assert.equal(await page.locator("[name=drawing]").inputValue(), "");
  await draw(page);
  await samia.press("signatures-save");
  await samia.arrives(`/deposits/${deposit}`);
  await samia.sees("Karima Zerrouki");
  await samia.open(`/intakes/${id}`);
  const panel = samia.panel("signatures-title");
  await samia.sees("Karima Zerrouki", panel);
  await page.waitForFunction(() => document.querySelector("img.signed")?.naturalWidth > 50);
  await isPdf(samia, `/intakes/${id}/print`);

  // taken back with a reason, it may be signed again
  await samia.press("signatures-replace", panel);
  await page.locator("[name=reason]").fill("Ce n'est pas le bon signataire");
  await samia.press("signatures-replace");
  await page.waitForURL((url) => url.pathname === `/deposits/${deposit}/signature`);
  await samia.check();
});

test("on the client's phone, in Arabic: the desk sees it by itself", async () => {
  const { page } = samia;
  const { id, deposit_id: deposit } = await laptop(samia);
  await samia.open(`/deposits/${deposit}/signature`);
  await samia.press("signatures-phone");
  await samia.arrives("/handoffs/*");
  const path = new URL(await page.locator(".handoff a").getAttribute("href")).pathname;
  const guest = await shop.visitor({ lang: "ar", viewport: PHONE });
  await guest.open(path);
  await guest.sees("Ne démarre plus");
  await guest.page.locator("[name=signer]").fill("مراد زروقي");
  await draw(guest.page);
  await guest.check();
  await guest.press("signatures-save");
  await guest.sees("handoffs-thanks");
  guest.errors.length = 0;
  await guest.close();
  await samia.sees("handoffs-ended");
  await samia.press("handoffs-back");
  await samia.arrives(`/intakes/${id}`);
  await samia.sees("مراد زروقي", samia.panel("signatures-title"));
});

test("without scripts: a typed name and a tick", async () => {
  const nojs = await shop.logIn("sales", { js: false });
  const { deposit_id: deposit } = await laptop(nojs);
  await nojs.open(`/deposits/${deposit}/signature`);
  assert.equal(await nojs.page.locator("[data-sign]").isVisible(), false);
  await nojs.choose("signatures-agreed");
  await nojs.press("signatures-save");
  await nojs.arrives(`/deposits/${deposit}`);
  await nojs.sees("signatures-page");
  await nojs.close();
});

test("a shop that asks for signatures signs before it prints", async () => {
  const nadia = await shop.logIn("manager");
  await nadia.open("/settings/signing");
  await nadia.choose("settings-sign-deposit");
  await nadia.press("form-save");
  await nadia.sees("flash-saved", nadia.page);
  const { page } = samia;
  await samia.open("/deposits/new");
  await page.locator("[name=client_name]").fill("Nora Signe");
  await page.locator("[name=phone]").fill("0557 10 20 30");
  await samia.choose("PC portable");
  await page.locator("[name='items.0.fault']").fill("Lent");
  await page.keyboard.press("Control+Enter");
  await samia.arrives("/deposits/*/signature");
  await draw(page);
  await page.keyboard.press("Control+Enter");
  await samia.arrives("/deposits/*");
  await page.waitForFunction(() => window.printed?.length === 1);
  await nadia.close();
});
