import { test } from "node:test";
import { start } from "../world.mjs";

const shop = await start();

test("a software ticket is opened at the counter for a known client, taken and closed", async () => {
  const samia = await shop.logIn("sales");
  await samia.press("deposits-new");
  await samia.arrives("/deposits/new");
  await samia.press("deposits-software");
  await samia.arrives("/tickets/new");

  // a few letters find the client; the arrow and Enter choose it, its phone comes with it
  await samia.field("clients-one").pressSequentially("garage");
  await samia.page.getByRole("option", { name: "SARL Garage Benali" }).waitFor();
  await samia.page.keyboard.press("ArrowDown");
  await samia.page.keyboard.press("Enter");
  await samia.page.waitForFunction(() => document.querySelector("[name=phone]").value !== "");
  await samia.type("tickets-depositor", "Kamel");
  await samia.type("tickets-software", "Sage 100");
  await samia.type("tickets-problem", "L'impression des factures s'arrête à la deuxième page.");
  await samia.choose("priority-high");
  await samia.press("form-save");
  await samia.arrives("/tickets/*");
  await samia.sees("ticket-open");
  const ticket = new URL(samia.page.url()).pathname;

  const karim = await shop.logIn("technician");
  await karim.open("/tickets");
  await karim.main.locator(`a[href="${ticket}"]`).first().click();
  await karim.arrives("/tickets/*");
  await karim.reloads(() => karim.press("tickets-take"));
  await karim.sees("ticket-taken");

  const closing = karim.main.locator("details", { has: karim.page.locator("[name=closing_note]") });
  await closing.locator("summary").click();
  await karim.type("tickets-closing-note", "Pilote d'imprimante mis à jour.");
  await karim.reloads(() => closing.getByRole("button", { name: karim.t("tickets-close") }).click());
  await karim.sees("ticket-closed");
});
