// A real message by a real Kannel: completing an intervention makes it arrive at the carrier, in French and in Arabic, and what the
// carrier says of it is seen on the file.
import { test } from "node:test";
import assert from "node:assert/strict";
import { start, work } from "../world.mjs";
import { kannel } from "../kannel.mjs";

const shop = await start();
const carrier = await kannel();

/** A client's laptop, repaired: the file. */
async function repaired(karim, client) {
  const item = { equipment: { category: "PC portable", brand: "HP", model: "Pavilion 15" }, fault: "Ne démarre plus" };
  const deposit = await karim.call("POST", "/deposits", { client, items: [item] });
  const { id, number } = deposit.intakes[0];
  await karim.call("POST", `/interventions/${await work(karim, id)}/completion`, { outcome: "repaired" });
  return { id, number };
}

test("the gateway is Kannel, as its model says; nothing is quiet", async () => {
  const nadia = await shop.logIn("manager");
  await nadia.open("/settings/sms");
  await nadia.reloads(() => nadia.press("sms-preset-kannel"));
  const model = await nadia.field("sms-url").inputValue();
  await nadia.type("sms-url", model.replace(/^[^?]*/, carrier.address));
  await nadia.type("sms-sender", "Atelier");
  await nadia.type("sms-user", "atelier");
  await nadia.type("sms-secret", "clef");
  await nadia.choose("sms-on");
  await nadia.reloads(() => nadia.press("form-save"));
  const settings = await nadia.call("GET", "/settings");
  const announcements = { ...settings.announcements, quiet_from: 0, quiet_to: 0 };
  await nadia.call("PUT", "/settings", { ...settings, announcements, shop: { ...settings.shop, public_url: shop.address } });
});

test("French and Arabic arrive as they were written, and the receipt is shown", async () => {
  const karim = await shop.logIn("technician");
  const french = await repaired(karim, { name: "Rachid Bensalem", phone: "0550 11 22 30", lang: "fr" });
  await carrier.until(1);
  const [said] = carrier.messages;
  assert.equal(said.to, "213550112230");
  assert.ok(said.text.includes(`(${french.number}) est réparé et vous attend. Reste à payer : 7 735,00 DA`), said.text);
  assert.equal(said.coding, 0, "the cheap alphabet is enough");
  await karim.open(`/intakes/${french.id}`);
  await karim.sees("outbox-delivered");

  const arabic = await repaired(karim, { name: "سعاد بن عيسى", phone: "0550 11 22 31", lang: "ar" });
  await carrier.until(2);
  const other = carrier.messages[1];
  assert.ok(other.text.includes("تم إصلاح جهازكم") && other.text.includes(arabic.number), other.text);
  assert.deepEqual([other.coding, other.parts > 1], [8, true]);
  await karim.open(`/intakes/${arabic.id}`);
  await karim.sees("outbox-delivered");
});

test("a phone out of reach becomes a call", async () => {
  const karim = await shop.logIn("technician");
  const { number } = await repaired(karim, { name: "Nadir Hamdi", phone: "0550 11 22 39", lang: "fr" });
  await karim.open("/calls");
  await karim.sees("calls-failed", karim.main.locator("li").filter({ hasText: number }));
});
