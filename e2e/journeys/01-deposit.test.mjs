import { test } from "node:test";
import { start } from "../world.mjs";
import { depositLaptop } from "../deposit.mjs";

const shop = await start();

test("sales deposits a new company's laptop and prints the voucher", async () => {
  const samia = await shop.logIn("sales");
  await samia.check();
  await depositLaptop(samia, { name: "EURL Atlas Bureautique", phone: "043 27 18 90", depositor: "Mourad Ziani", fault: "Écran noir après une chute" });

  await samia.page.keyboard.press("/");
  await samia.page.keyboard.type("Atlas");
  await samia.page.keyboard.press("Enter");
  await samia.arrives("/find");
  await samia.sees("EURL Atlas Bureautique");
  await samia.check();
});
