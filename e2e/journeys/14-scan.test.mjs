// Scanning with a phone's camera: a Code 128 and a QR code in front of Chromium's pretended camera, read by zxing as WebAssembly
// (Chromium has no detector of its own here); refused, absent, and without scripts the number is typed.
import { before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PHONE, laptop, start } from "../world.mjs";
import { prepareZXingModule, writeBarcode } from "../../assets/node_modules/zxing-wasm/dist/es/writer/index.js";

const WRITER = new URL("../../assets/node_modules/zxing-wasm/dist/writer/zxing_writer.wasm", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "fixili-camera-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const film = join(folder, "camera.y4m");
const [WIDTH, HEIGHT] = [640, 480];

// The film is read when a page asks for the camera, not before.
const shop = await start({ flags: ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`] });

let karim;
before(async () => {
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(WRITER).buffer } });
  karim = await shop.logIn("technician", { lang: "ar", viewport: PHONE });
  await karim.context.grantPermissions(["camera"]);
});

/** A code drawn by an independent writer, black on grey paper, as a camera would see it: two pictures of a film. */
async function hold(text, format) {
  const { symbol } = await writeBarcode(text, { format, addQuietZones: true });
  const scale = Math.floor(Math.min((WIDTH - 20) / symbol.width, format === "Code128" ? 1e9 : (HEIGHT - 20) / symbol.height));
  const [wide, high] = [symbol.width * scale, format === "Code128" ? 160 : symbol.height * scale];
  const [left, top] = [Math.floor((WIDTH - wide) / 2), Math.floor((HEIGHT - high) / 2)];
  const light = Buffer.alloc(WIDTH * HEIGHT, 190);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const row = format === "Code128" ? 0 : Math.floor(y / scale);
      light[(top + y) * WIDTH + left + x] = symbol.data[row * symbol.width + Math.floor(x / scale)] ? 215 : 30;
    }
  }
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  writeFileSync(film, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame]));
}

test("the label of a file is held before the phone: its file opens", async () => {
  const { id, number } = await laptop(karim);
  await hold(number, "Code128");
  await karim.open("/");
  const fetched = [];
  karim.page.on("response", (response) => fetched.push(new URL(response.url()).pathname));
  await karim.page.locator(".top").getByRole("link", { name: karim.t("scan-title") }).click();
  await karim.arrives(`/intakes/${id}`);
  assert.ok(fetched.some((path) => /^\/a\/zxing_reader-.*\.wasm$/.test(path)), "the reader is ours, and fetched here alone");
});

test("the QR code of a voucher opens the same file", async () => {
  const { id } = await laptop(karim);
  // to the team the shape of the address names the file; the seal in it is for strangers
  await hold(`${shop.address}/t/${id}${"0".repeat(20)}`, "QRCode");
  await karim.page.goto("/scan");
  await karim.arrives(`/intakes/${id}`);
});

test("refused, absent, without scripts: clear words, and the number is typed", async () => {
  const { id, number } = await laptop(karim);
  const refused = await shop.logIn("technician", { viewport: PHONE });
  await refused.open("/scan");
  await refused.sees("scan-refused");
  await refused.check();
  await refused.page.locator("[data-scanner] [name=q]").fill(number.toLowerCase());
  await refused.page.keyboard.press("Enter");
  await refused.arrives(`/intakes/${id}`);
  await refused.page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("none", "NotFoundError"));
  });
  await refused.open("/scan");
  await refused.sees("scan-absent");
  await refused.close();
  const nojs = await shop.logIn("technician", { viewport: PHONE, js: false });
  await nojs.open("/scan");
  await nojs.sees("scan-no-script");
  await nojs.page.locator("[data-scanner] [name=q]").fill(number);
  await nojs.press("scan-open");
  await nojs.arrives(`/intakes/${id}`);
  await nojs.close();
});
