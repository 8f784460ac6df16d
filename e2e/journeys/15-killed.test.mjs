// The kill table: at every step of a drop-off the server is killed (no farewell, as when the power goes) and started again, on both
// engines. What was typed is offered again, nothing acknowledged is lost, nothing is recorded twice, no number is burnt.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { crc32, deflateSync } from "node:zlib";
import { laptop, start } from "../world.mjs";

const server = process.env.FIXILI_TEST_POSTGRES;
assert.ok(server, "FIXILI_TEST_POSTGRES names a PostgreSQL server; `make e2e` starts one");
const shops = { SQLite: await start(), PostgreSQL: await start({ database: server }) };

/** Moments after "save" was sent, in ms: before the transaction, within it, after it. */
const MOMENTS = [0, 3, 8, 15, 30, 60, 120, 250];
const WORDS = ["Zohra", "Yamina", "Warda", "Tassadit", "Souad", "Rym", "Ouarda", "Nawel"];
const PHOTO = png();

/** A grey picture of 8 × 8 pixels. */
function png() {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: 8 }, () => Buffer.from([0, ...Array(8).fill(128)]))));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

const people = {};
before(async () => {
  for (const [engine, shop] of Object.entries(shops)) {
    const samia = await shop.logIn("sales");
    people[engine] = { samia, nadia: await shop.logIn("manager"), first: serial((await laptop(samia)).number), recorded: 0 };
  }
});

const serial = (number) => Number(number.split("-").pop());

/** Each step: how far the form is filled before the power goes. Each begins where the one before ended. */
const STEPS = [
  ["the client is typed", async ({ page }, name) => {
    await page.locator("[name=client_name]").fill(name);
    await page.locator("[name=phone]").fill("0556 12 98 76");
  }],
  ["the equipment is typed", async (person) => {
    await person.choose("Imprimante");
    await person.page.locator("[name='items.0.brand']").fill("Epson");
  }],
  ["the fault is typed", async ({ page }) => {
    await page.locator("[name='items.0.fault']").fill("Traînées noires");
  }],
  ["a photo is sent", async ({ page }) => {
    await page.locator("input[type=file][name='items.0.files']").setInputFiles({ name: "capot.png", mimeType: "image/png", buffer: PHOTO });
    await page.locator("ul.photos li").waitFor();
  }],
  ["a second equipment is added", async ({ page }) => {
    await page.locator("[name=act][value=add]").click();
    await page.locator("[name='items.1.fault']").fill("Écran cassé");
    await page.locator("label").filter({ hasText: /^\s*Tablette\s*$/ }).last().click();
  }],
];

/** Opens the form anew and goes on with what it offers. */
async function resume(person) {
  await person.page.goto("/deposits/new");
  await person.page.getByRole("button", { name: person.t("drafts-resume") }).first().click();
  await person.page.waitForURL(/draft=/);
}

/** How the sending ended for who sent it. */
function whatIsSeen(page) {
  return Promise.any([
    page.locator("#toasts .bad").first().waitFor().then(() => "no answer"),
    page.waitForURL((url) => /^\/deposits\/\d/.test(url.pathname), { waitUntil: "commit" }).then(
      () => "the next page",
      (error) => (/net::ERR_/.test(error.message) ? "an answer and no page" : Promise.reject(error)),
    ),
  ]);
}

const filesOf = async (person, name) => (await person.call("GET", `/find?q=${encodeURIComponent(name)}`)).files;

for (const [engine, shop] of Object.entries(shops)) {
  test(`killed at every step of the form, ${engine}`, async (t) => {
    const { samia } = people[engine];
    const name = `Amel Bouchenak ${engine}`;
    await samia.page.goto("/deposits/new");
    for (const [step, act] of STEPS) {
      await act(samia, name);
      const saved = samia.page.waitForResponse(
        (response) => response.url().endsWith("/deposits/draft") && response.status() === 204 && new URLSearchParams(response.request().postData()).get("items.0.condition")?.endsWith(step),
      );
      await samia.page.locator("[name='items.0.condition']").fill(`jusqu'ici : ${step}`);
      await saved;
      await shop.powerCut();
      assert.equal((await filesOf(samia, name)).length, 0, `${step}: nothing was recorded`);
      await resume(samia);
      const { page } = samia;
      assert.equal(await page.locator("[name='items.0.condition']").inputValue(), `jusqu'ici : ${step}`);
      assert.equal(await page.locator("[name=client_name]").inputValue(), name, step);
      t.diagnostic(`${engine}: killed when ${step}: the draft is there`);
    }
    const { page } = samia;
    assert.equal(await page.locator("ul.photos li").count(), 1, "the photo is there");
    assert.equal(await page.locator("[name='items.1.fault']").inputValue(), "Écran cassé");
    await page.keyboard.press("Control+Enter");
    await samia.arrives("/deposits/*");
    people[engine].recorded += 2;
    await shop.powerCut();
    await page.reload();
    const files = await filesOf(samia, name);
    assert.equal(files.length, 2, "one deposit of two");
    const photos = await Promise.all(files.map((file) => samia.call("GET", `/intakes/${file.id}/files`)));
    assert.deepEqual(photos.map((list) => list.length).sort(), [0, 1], "the photo is on its file");
    await page.goto("/deposits/new");
    assert.equal(await page.getByText(name).count(), 0, "no draft is left");
  });

  test(`put aside, killed, resumed at another counter, ${engine}`, async () => {
    const { samia, nadia } = people[engine];
    const name = `Rachid Meziane ${engine}`;
    await samia.page.goto("/deposits/new");
    await samia.page.locator("[name=client_name]").fill(name);
    await samia.page.locator("[name=act][value=park]").click();
    await samia.page.waitForURL((url) => url.pathname !== "/deposits/new" || url.search === "");
    await samia.sees(name);
    await shop.powerCut();
    await resume(nadia);
    assert.equal(await nadia.page.locator("[name=client_name]").inputValue(), name);
    await nadia.page.locator("[name=phone]").fill("0556 11 22 33");
    await nadia.choose("Imprimante");
    await nadia.page.locator("[name='items.0.fault']").fill("Bourrage");
    await nadia.page.keyboard.press("Control+Enter");
    await nadia.arrives("/deposits/*");
    people[engine].recorded += 1;
    assert.equal((await filesOf(nadia, name)).length, 1);
  });

  test(`killed while it is recorded, ${engine}`, async (t) => {
    const { samia } = people[engine];
    const { page } = samia;
    for (const moment of MOMENTS) {
      // words that no number begins with
      const name = `${WORDS[MOMENTS.indexOf(moment)]} ${engine}`;
      await page.goto("/deposits/new");
      await page.locator("[name=client_name]").fill(name);
      await page.locator("[name=phone]").fill(`0557 10 1${String(moment).padStart(3, "0")}`);
      await samia.choose("Imprimante");
      await page.locator("[name='items.0.fault']").fill("Traînées noires");
      const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/deposits"));
      await page.keyboard.press("Control+Enter");
      await sent;
      const ending = whatIsSeen(page);
      // not a wait for something: the moment of the fault
      await new Promise((resolve) => setTimeout(resolve, moment));
      await shop.powerCut();
      const done = (await filesOf(samia, name)).length;
      const seen = await ending;
      if (seen !== "no answer") assert.equal(done, 1, "what was acknowledged is there");
      // Who got no answer sends the same form again.
      if (seen === "no answer") {
        await page.keyboard.press("Control+Enter");
        await page.waitForURL((url) => /^\/deposits\/\d/.test(url.pathname));
      }
      assert.equal((await filesOf(samia, name)).length, 1, `killed ${moment} ms after it was sent: one file, ${done} before it was sent again`);
      people[engine].recorded += 1;
      t.diagnostic(`${engine}: killed ${moment} ms after "save": ${done} recorded, ${seen}; one in the end`);
    }
  });

  test(`no number is burnt, ${engine}`, async () => {
    const { samia, first, recorded } = people[engine];
    const { number } = await laptop(samia);
    assert.equal(serial(number) - first - 1, recorded, "every number between is on a file");
  });
}
