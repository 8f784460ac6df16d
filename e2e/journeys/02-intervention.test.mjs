import { test } from "node:test";
import { laptop, start } from "../world.mjs";

const shop = await start();

test("a technician repairs: opens, writes, adds parts and labour, waits for a part, completes", async () => {
  const karim = await shop.logIn("technician");
  const { id, number } = await laptop(karim);

  // my queue on the first page leads to the file
  await karim.open("/");
  await karim.main.getByRole("link", { name: number }).click();
  await karim.arrives("/intakes/*");
  await karim.reloads(() => karim.button("interventions-open").first().click());
  await karim.sees("state-in-progress");

  await karim.press("interventions-write");
  await karim.arrives("/interventions/*/edit");
  await karim.type("interventions-diagnosis", "Carte mère en court-circuit, connecteur oxydé.");
  await karim.press("form-save");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("Carte mère en court-circuit, connecteur oxydé.");

  await karim.press("interventions-labour-new");
  await karim.arrives("/interventions/*/labour/new");
  await karim.type("interventions-duration", "1 h 30");
  await karim.press("form-save");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("1 h 30");

  await karim.press("interventions-part-new");
  await karim.arrives("/interventions/*/parts/new");
  await karim.type("interventions-label", "Pâte thermique");
  await karim.type("interventions-unit-price", "3500");
  await karim.press("form-save");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees(/^3\s500,00\sDA$/);

  await karim.press("parts-request");
  await karim.arrives("/interventions/*/parts/request");
  await karim.type("interventions-label", "Connecteur d'alimentation");
  await karim.type("interventions-supplier", "Pièces Oran");
  await karim.press("parts-request");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("hold-waiting-part");

  // the part arrives: the work goes on by itself
  await karim.reloads(() => karim.press("interventions-arrival"));
  await karim.main.locator(".hold").waitFor({ state: "detached" });

  await karim.press("interventions-complete");
  await karim.arrives("/interventions/*/completion");
  await karim.choose("outcome-repaired");
  await karim.page.keyboard.press("Control+Enter");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("state-completed");
  await karim.sees("outcome-repaired");
});
