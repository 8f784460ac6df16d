// The client hears that it is ready: a manager sets the gateway up and tries it, a technician sees what the client will get and
// ends the work, the message goes by itself; one that is refused becomes a call that somebody makes.
import { test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, laptop, start, work } from "../world.mjs";
import { gateway } from "../gateway.mjs";

const shop = await start();
const phone = await gateway();

test("a manager begins with a model, is told what is wrong, and sends a test", async () => {
  const nadia = await shop.logIn("manager");
  await nadia.open("/settings/sms");
  await nadia.reloads(() => nadia.press("sms-preset-android"));
  await nadia.choose("sms-on");
  await nadia.type("sms-url", "imprimante");
  await nadia.press("form-save");
  await nadia.sees("sms-url-wrong");
  await nadia.check();
  await nadia.type("sms-url", phone.address);
  await nadia.type("sms-user", "atelier");
  await nadia.type("sms-secret", "clef");
  await nadia.reloads(() => nadia.press("form-save"));
  await nadia.sees("sms-secret-kept");
  await nadia.type("sms-test-to", "0550 11 22 33");
  await nadia.press("sms-test-send");
  await nadia.arrives("/outbox");
  await phone.until(1);
  assert.equal(phone.messages[0].to, "+213550112233");
  assert.equal(phone.messages[0].authorization, `Basic ${Buffer.from("atelier:clef").toString("base64")}`);
  await nadia.sees("outbox-sent");

  // Never quiet: these tests run at any hour.
  await nadia.open("/settings/announcements");
  await nadia.type("settings-quiet-from", "0");
  await nadia.type("settings-quiet-to", "0");
  await nadia.reloads(() => nadia.press("form-save"));
});

test("a technician sees what the client will get, ends the work, and it goes", async () => {
  const karim = await shop.logIn("technician");
  const { id, number } = await laptop(karim);
  const sheet = await work(karim, id);
  await karim.open(`/interventions/${sheet}/completion`);
  await karim.choose("outcome-repaired");
  await karim.sees("announcements-will-get");
  await karim.press("interventions-complete");
  await karim.arrives(`/intakes/${id}`);
  await phone.until(2);
  const { text } = phone.messages[1];
  assert.ok(text.includes(number) && text.includes("7 735,00 DA"), text);
  await karim.sees("outbox-sent");
});

test("a message that is refused becomes a call, made from a phone in Arabic", async () => {
  phone.takes = false;
  const karim = await shop.logIn("technician");
  const { id, number } = await laptop(karim, { fault: "Écran noir" });
  await karim.call("POST", `/interventions/${await work(karim, id)}/completion`, { outcome: "no_fault" });
  await phone.until(3);
  const samia = await shop.logIn("sales", { viewport: PHONE, lang: "ar" });
  await samia.open("/calls");
  const row = samia.main.locator("li").filter({ hasText: number });
  await samia.sees("calls-failed", row);
  await samia.reloads(() => samia.press("calls-done", row));
  await row.waitFor({ state: "detached" });
  assert.equal(phone.messages.length, 3, "nothing goes again by itself");
});
