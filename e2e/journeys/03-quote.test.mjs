import { test } from "node:test";
import { laptop, start, work } from "../world.mjs";

const shop = await start();

test("a quote is sent, refused, revised with a discount, sent again and accepted at the counter", async () => {
  const karim = await shop.logIn("technician");
  const samia = await shop.logIn("sales");
  const { id } = await laptop(karim);
  await work(karim, id);

  await karim.open(`/intakes/${id}`);
  await karim.press("quotes-new");
  await karim.arrives(`/intakes/${id}/quotes/new`);
  await karim.type("quotes-note", "Délai : deux jours.");
  await karim.press("form-save");
  await karim.arrives("/quotes/*");
  await send(karim);

  // by telephone, no
  await samia.open(`/intakes/${id}`);
  await samia.sees("hold-waiting-quote");
  await samia.press("quotes-answer");
  await samia.arrives("/quotes/*/answer");
  await samia.choose("quotes-no");
  await samia.choose("answer-phone");
  await samia.type("quotes-called", "0551 70 60 50");
  await samia.type("quotes-reason", "Trop cher");
  await samia.press("form-save");
  await samia.arrives(`/intakes/${id}`);
  await samia.sees("quote-refused");

  // a cheaper version of the same number
  await karim.open(`/intakes/${id}`);
  await karim.press("quotes-revise");
  await karim.arrives("/quotes/*/edit");
  await karim.choose("quotes-discount-share");
  await karim.type("quotes-discount-value", "10");
  await karim.press("form-save");
  await karim.arrives("/quotes/*");
  await karim.sees(/^Remise 10/);
  await send(karim);

  await samia.open(`/intakes/${id}`);
  await samia.press("quotes-answer");
  await samia.arrives("/quotes/*/answer");
  await samia.choose("quotes-yes");
  await samia.choose("answer-shop");
  await samia.press("form-save");
  await samia.arrives(`/intakes/${id}`);
  await samia.sees("quote-accepted");
  await samia.sees("state-in-progress");
  await samia.main.locator(".hold").waitFor({ state: "detached" });
});

async function send(person) {
  await person.sees("quote-draft");
  await person.reloads(() => person.press("quotes-send"));
  await person.sees("quote-sent");
}
