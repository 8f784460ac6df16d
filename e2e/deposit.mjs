// Depositing a new company's laptop: the same journey in French at the desk and in Arabic on a phone.
import assert from "node:assert/strict";

/** Goes from the first page to the printed voucher; leaves the person on the page of the file. */
export async function depositLaptop(person, company) {
  await person.press("deposits-new");
  await person.arrives("/deposits/new");
  await person.type("deposits-client", company.name);
  await person.type("clients-phone", company.phone);
  await person.choose("client-company");
  await person.main.locator("summary").first().click();
  await person.type("deposits-depositor", company.depositor);
  await person.choose("PC portable");
  await person.type("equipment-brand", "Lenovo");
  await person.type("equipment-model", "ThinkPad T480");
  await person.type("equipment-serial", "PF-1X2Y3Z");
  await person.type("intakes-fault", company.fault);
  await person.choose("priority-urgent");
  await person.page.keyboard.press("Control+Enter");
  await person.arrives("/deposits/*");
  await person.sees(company.fault);

  // the voucher is printed by itself
  await person.page.waitForFunction(() => window.printed?.length === 1);
  await person.main.getByRole("link", { name: /^BE-\d{4}-\d{6}$/ }).click();
  await person.arrives("/intakes/*");
  await person.sees("state-awaiting-intervention");
  await person.sees("priority-urgent");
  await person.sees(company.depositor);
  await isPdf(person, await person.panel("file-papers").locator("a[hreflang]").first().getAttribute("href"));
}

/** What the address answers is a PDF. */
export async function isPdf(person, address) {
  const answer = await person.fetch(address);
  assert.equal(answer.status(), 200, address);
  assert.match(answer.headers()["content-type"], /^application\/pdf/);
  assert.equal((await answer.body()).subarray(0, 4).toString(), "%PDF");
}
