import { test } from "node:test";
import { laptop, start } from "../world.mjs";

const shop = await start();

test("a laptop goes out to a manufacturer nobody knew yet, and comes back repaired", async () => {
  const karim = await shop.logIn("technician");
  const { id } = await laptop(karim, { warranty: "manufacturer" });

  await karim.open(`/intakes/${id}`);
  await karim.press("shipments-new");
  await karim.arrives(`/intakes/${id}/shipments/new`);
  await karim.type("partners-one", "HP Service Alger");
  await karim.type("shipments-carrier", "Yalidine");
  await karim.type("shipments-tracking-number", "YAL-552817");
  await karim.choose("erasure-forbidden");
  await karim.press("form-save");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("HP Service Alger");
  await karim.sees("state-awaiting-intervention");

  await karim.reloads(() => karim.press("shipments-dispatch"));
  await karim.sees("state-shipped");

  // the list of what is away, and the partner among the known ones
  await karim.open("/shipments");
  await karim.sees("YAL-552817");
  await karim.open("/partners");
  await karim.sees("HP Service Alger");

  await karim.open(`/intakes/${id}`);
  await karim.press("shipments-receive");
  await karim.arrives("/shipments/*/reception");
  await karim.choose("outcome-repaired");
  await karim.type("shipments-work-done", "Carte mère remplacée");
  await karim.press("shipments-receive");
  await karim.arrives(`/intakes/${id}`);
  await karim.sees("shipment-received");
  await karim.sees("state-awaiting-intervention");
  await karim.sees("Carte mère remplacée");
});
