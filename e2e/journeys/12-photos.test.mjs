// Photos: chosen at the desk, taken with its camera, sent by a phone while the form is typed; refused, late and lost ones.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { PHONE, laptop, start } from "../world.mjs";

const shop = await start();

let samia;
before(async () => {
  samia = await shop.logIn("sales");
});

/** A picture that a camera could have made: drawn by the browser itself. */
const jpeg = (page) =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1600);
    const pen = canvas.getContext("2d");
    for (let n = 0; n < 40; n++) {
      pen.fillStyle = `hsl(${n * 9} 70% 50%)`;
      pen.fillRect(n * 60, n * 20, 900, 500);
    }
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });

const thumbs = (page) => page.locator(".photos img");

test("photos from the desk and from a phone are in the form that is being typed, and go with its deposit", async () => {
  const { page } = samia;
  await samia.open("/deposits/new");
  const photo = { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(await jpeg(page)) };
  await page.locator("[name=client_name]").fill("Yasmine Photo");
  await page.locator("[name='items.0.files']").setInputFiles([photo, { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") }]);
  await thumbs(page).first().waitFor();
  await samia.main.locator(".photo-field .err").filter({ hasText: "note.txt" }).waitFor();
  await page.locator("button[value=phone-0]").click();
  const link = page.locator(".handoff a");
  await link.waitFor();
  assert.equal(await page.locator("[name=client_name]").inputValue(), "Yasmine Photo", "what was typed stays");
  await samia.check();
  const path = new URL(await link.getAttribute("href")).pathname;

  const guest = await shop.visitor({ lang: "ar", viewport: PHONE });
  await guest.open(path);
  await page.locator("[name=phone]").fill("0555 44 33 22");
  await guest.page.locator("input[multiple]").setInputFiles([photo, { ...photo, name: "deux.jpg" }]);
  await thumbs(guest.page).nth(1).waitFor();
  await guest.check();
  // the desk hears of it by itself, and whoever types there is not disturbed
  await thumbs(page).nth(2).waitFor();
  assert.equal(await page.locator("[name=phone]").inputValue(), "0555 44 33 22");

  // the line goes: what was chosen is sent again by one touch
  await guest.context.setOffline(true);
  await guest.page.locator("input[multiple]").setInputFiles([{ ...photo, name: "trois.jpg" }]);
  const retry = guest.page.locator("[data-upload-retry]");
  await retry.waitFor();
  await guest.context.setOffline(false);
  guest.errors.length = 0;
  await retry.click();
  await thumbs(guest.page).nth(2).waitFor();

  await samia.choose("PC portable");
  await page.locator("[name='items.0.fault']").fill("Écran fissuré");
  await page.keyboard.press("Control+Enter");
  await samia.arrives("/deposits/*");
  await samia.main.getByRole("link", { name: /^BE-/ }).click();
  await samia.arrives("/intakes/*");
  await samia.sees("file-before");
  assert.equal(await thumbs(page).count(), 4);

  // after the deposit the page on the phone is over
  await guest.page.locator("input[multiple]").setInputFiles([{ ...photo, name: "quatre.jpg" }]);
  await guest.sees("handoffs-over");
  await guest.open(path, 410);
  await guest.sees("handoffs-thanks");
  await guest.close();

  // after the work: before and after side by side, said in one touch each
  await samia.reloads(() => page.locator(".moment button[value=after]").first().click());
  await page.locator(".moments h3").filter({ hasText: samia.t("file-after") }).waitFor();
});

test("from the page of a file a phone sends straight to it, without scripts as well", async () => {
  const { id } = await laptop(samia);
  const { page } = samia;
  await samia.open(`/intakes/${id}`);
  await samia.press("attachments-phone");
  await samia.arrives("/handoffs/*");
  const path = new URL(await page.locator(".handoff a").getAttribute("href")).pathname;
  const guest = await shop.visitor({ viewport: PHONE, js: false });
  await guest.open(path);
  const photo = { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(await jpeg(page)) };
  await guest.page.locator("input[multiple]").setInputFiles([photo]);
  await guest.press("handoffs-send");
  await thumbs(guest.page).first().waitFor();
  await guest.check();
  await page.getByText("1 photo envoyée").waitFor();
  await guest.press("handoffs-done");
  await guest.sees("handoffs-thanks");
  await guest.close();
  await samia.sees("handoffs-ended");
  await samia.press("handoffs-back");
  await samia.arrives(`/intakes/${id}`);
  await thumbs(page).first().waitFor();
});

test("this machine's camera: a picture, and a refusal in clear words", async () => {
  const { page } = samia;
  await samia.open("/deposits/new");
  await page.locator("[data-camera]").click();
  await samia.sees("camera-refused", page.locator("dialog[open]"));
  await samia.check();
  await page.locator("[data-camera-close]").click();
  // a machine with a camera: a picture that moves
  await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 480];
    const pen = canvas.getContext("2d");
    const draw = () => {
      pen.fillStyle = `hsl(${performance.now() % 360} 70% 50%)`;
      pen.fillRect(0, 0, 640, 480);
      requestAnimationFrame(draw);
    };
    draw();
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
  });
  await page.locator("[data-camera]").click();
  await page.waitForFunction(() => document.querySelector("dialog[open] video")?.videoWidth > 0);
  await page.locator("[data-camera-shoot]").click();
  await thumbs(page).first().waitFor();
  await samia.check();
});
