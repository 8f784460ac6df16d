import { test } from "node:test";
import { complete, laptop, start } from "../world.mjs";
import { isPdf } from "../deposit.mjs";

const shop = await start();

test("the client pays and leaves with the laptop: the file is out", async () => {
  const karim = await shop.logIn("technician");
  const samia = await shop.logIn("sales");
  const { id, number } = await laptop(karim);
  await complete(karim, id);

  await samia.open("/");
  await samia.main.getByRole("link", { name: samia.t("dashboard-ready") }).click();
  await samia.arrives("/intakes");
  await samia.main.getByRole("link", { name: number }).click();
  await samia.arrives("/intakes/*");

  // it does not leave unpaid
  await samia.press("releases-give-back");
  await samia.arrives(`/intakes/${id}/release`);
  await samia.press("releases-give-back");
  await samia.sees("releases-owing");
  await samia.check();

  await samia.press("dues-take");
  await samia.arrives(`/intakes/${id}/payments/new`);
  await samia.type("payments-amount", "7735");
  await samia.press("payments-take");
  // back to the giving back; the receipt prints by itself, once
  await samia.arrives(`/intakes/${id}/release`);
  await samia.page.waitForFunction(() => window.printed?.length === 1);
  await samia.open(`/intakes/${id}`);
  await samia.page.locator("#live:not(.off)").waitFor();
  if (await samia.page.evaluate(() => window.printed)) throw new Error("it prints again when the page is opened again");
  await samia.sees(/^0,00\sDA$/, samia.panel("releases-panel"));

  await samia.press("releases-give-back");
  await samia.arrives(`/intakes/${id}/release`);
  await samia.choose("Chargeur");
  await samia.press("releases-give-back");
  await samia.arrives(`/intakes/${id}`);
  await samia.page.locator(".state[data-state=released]", { hasText: samia.t("state-released") }).waitFor();
  for (const document of await samia.panel("file-papers").locator("a[hreflang=ar]").all()) await isPdf(samia, await document.getAttribute("href"));
});
