// A thermal printer on a socket: it says how it is and what it printed, or takes everything and hangs up without a word.
import { after } from "node:test";
import { createServer } from "node:net";
import { EventEmitter, once } from "node:events";

const PATIENCE = 30_000;
const HOW = Buffer.from([0x10, 0x04]);
const INIT = Buffer.from([0x1b, 0x40]);
const PRINTED = Buffer.from([0x1d, 0x72, 0x01]);

/** Starts one; `strips` are those that came whole, `until` waits for so many. */
export async function thermal() {
  const strips = [];
  const came = new EventEmitter();
  const until = async (count) => {
    while (strips.length < count) await once(came, "strip", { signal: AbortSignal.timeout(PATIENCE) });
  };
  const printer = { strips, until, answers: true };
  const server = createServer((line) => {
    let got = Buffer.alloc(0);
    line.on("error", () => {});
    line.on("data", (piece) => {
      got = Buffer.concat([got, piece]);
      if (!got.includes(INIT)) {
        if (piece.includes(HOW)) line.write(Buffer.from([0x12]));
      } else if (got.subarray(-3).equals(PRINTED)) {
        strips.push(got);
        came.emit("strip");
        if (printer.answers) line.write(Buffer.from([0]));
        else line.destroy();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  printer.address = `127.0.0.1:${server.address().port}`;
  return printer;
}
