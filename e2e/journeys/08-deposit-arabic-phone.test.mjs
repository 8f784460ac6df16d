import { test } from "node:test";
import { PHONE, start } from "../world.mjs";
import { depositLaptop } from "../deposit.mjs";

const shop = await start();

test("the same deposit in Arabic on a phone", async () => {
  const samia = await shop.logIn("sales", { lang: "ar", theme: "dark", viewport: PHONE });
  await samia.check();
  await depositLaptop(samia, { name: "شركة الأطلس للمكاتب", phone: "043 27 18 90", depositor: "مراد زياني", fault: "الشاشة سوداء بعد سقوط الجهاز" });
});
