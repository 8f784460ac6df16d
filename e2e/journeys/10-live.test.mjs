import { test } from "node:test";
import assert from "node:assert/strict";
import { laptop, start } from "../world.mjs";

const shop = await start();

test("what one does on a file shows on the other's page by itself", async () => {
  const karim = await shop.logIn("technician");
  const samia = await shop.logIn("sales", { lang: "ar" });
  const { id } = await laptop(karim);
  const path = `/intakes/${id}`;
  await samia.open(path);
  await samia.sees("live-on", samia.page);
  await samia.sees("state-awaiting-intervention");
  let loads = 0;
  samia.page.on("load", () => loads++);

  await karim.open(path);
  await karim.reloads(() => karim.button("interventions-open").first().click());
  await samia.sees("state-in-progress");
  assert.equal(loads, 0, "the page was not loaded again");
  await samia.check();
});

test("who is typing is not disturbed: a banner offers the change", async () => {
  const karim = await shop.logIn("technician");
  const samia = await shop.logIn("sales");
  const { id } = await karim.call("POST", "/tickets", { client_name: "Amine", phone: "0661 00 11 22", software: "Windows", problem: "Lent", priority: "normal" });
  await samia.open(`/tickets/${id}`);
  await samia.sees("live-on", samia.page);
  await samia.type("tickets-note", "Rappelé à dix heures");
  await karim.call("POST", `/tickets/${id}/take`, {});
  await samia.sees("live-stale");
  assert.equal(await samia.field("tickets-note").inputValue(), "Rappelé à dix heures");
  await samia.press("live-refresh");
  await samia.sees("ticket-taken");
});
