// Reads a QR code or a Code 128 out of a picture of a video: with the browser's own detector where there is one, else with zxing as
// WebAssembly, served by us and fetched here alone.
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm";

interface Detector {
  detect(image: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

const FORMATS = ["qr_code", "code_128"];
/** The longest side that is looked at: what a label needs, and no more work than that. */
const LONGEST = 1280;

const canvas = document.createElement("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });

const ready: Promise<Detector | null> = own();

async function own(): Promise<Detector | null> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const formats = (await native?.getSupportedFormats().catch(() => [])) ?? [];
  if (native && FORMATS.every((format) => formats.includes(format))) return new native({ formats: FORMATS });
  await prepareZXingModule({ overrides: { locateFile: () => new URL(wasm, import.meta.url).href }, fireImmediately: true });
  return null;
}

/** The first code in sight; empty when there is none. */
export async function read(video: HTMLVideoElement): Promise<string> {
  const detector = await ready;
  if (detector) return (await detector.detect(video))[0]?.rawValue ?? "";
  const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight, 1));
  [canvas.width, canvas.height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  if (!pen || !canvas.width || !canvas.height) return "";
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
  const found = await readBarcodes(picture, { formats: ["QRCode", "Code128"], tryHarder: true, maxNumberOfSymbols: 1 });
  return found.find((code) => code.isValid)?.text ?? "";
}
