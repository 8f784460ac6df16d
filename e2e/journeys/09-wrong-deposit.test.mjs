import { test } from "node:test";
import assert from "node:assert/strict";
import { start } from "../world.mjs";

const shop = await start();

for (const js of [true, false])
  test(`a wrong deposit keeps what was typed and says what is missing where it is missing, ${js ? "with" : "without"} scripts`, async () => {
    const samia = await shop.logIn("sales", { js });
    await samia.open("/deposits/new");
    await samia.type("deposits-client", "Amine Belkacem");
    await samia.type("clients-phone", "12");
    await samia.type("equipment-brand", "Dell");
    await samia.press("deposits-save");
    const summary = samia.main.locator(".summary");
    await summary.waitFor();
    await samia.check();

    assert.equal(await samia.field("deposits-client").inputValue(), "Amine Belkacem");
    assert.equal(await samia.field("clients-phone").inputValue(), "12");
    assert.equal(await samia.field("equipment-brand").inputValue(), "Dell");
    assert.equal(await samia.field("clients-phone").getAttribute("aria-invalid"), "true");
    const described = (await samia.field("clients-phone").getAttribute("aria-describedby")).split(" ").at(-1);
    assert.equal((await samia.page.locator(`#${described}`).textContent()).trim(), samia.t("error-phone"));
    // every line of the summary leads to a field that is there
    for (const link of await summary.locator("a").all()) {
      const id = (await link.getAttribute("href")).slice(1);
      assert.equal(await samia.page.locator(`[id="${id}"]`).count(), 1, id);
    }
    if (js) await samia.sees(`${samia.t("clients-phone")} — ${samia.t("error-phone")}`, summary);
    if (js) await samia.page.waitForFunction(() => document.activeElement?.className === "summary");

    await samia.type("clients-phone", "0551 22 33 44");
    await samia.choose("PC portable");
    await samia.type("intakes-fault", "Ne démarre plus");
    await samia.press("deposits-save");
    await samia.arrives("/deposits/*");
  });
