// A real Kannel (bearerbox and smsbox) bound over SMPP 3.4 to a carrier of our own: an SMSC that decodes what phones would show and
// sends receipts. Everything on loopback, on ports that are free.
import { after } from "node:test";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import smpp from "smpp";

const PATIENCE = 30_000;
/** SMPP 3.4 §5.2.28 */
const DELIVERED = 2;
const UNDELIVERABLE = 5;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** The carrier: what it was given part by part, put together; a number that ends with 9 is out of reach. */
function carrier() {
  const messages = [];
  const parts = new Map();
  const receipts = new Map();
  const came = new EventEmitter();
  let count = 0;
  const server = smpp.createServer({}, (session) => {
    session.on("error", () => {});
    session.on("bind_transceiver", (pdu) => {
      session.send(pdu.response({ system_id: "CARRIER" }));
      came.emit("bound");
    });
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("unbind", (pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on("submit_sm", (pdu) => {
      const id = (0x1000000 + ++count).toString(16);
      if (pdu.registered_delivery & 1) receipts.set(id, () => receipt(session, pdu, id));
      session.send(pdu.response({ message_id: id }));
      take(pdu);
    });
  });
  function take(pdu) {
    const { message, udh } = pdu.short_message;
    const header = udh?.[0];
    const [reference, of, at] = header ? [header[2], header[3], header[4]] : [count, 1, 1];
    const key = `${pdu.destination_addr} ${reference}`;
    const pieces = parts.get(key) ?? [];
    pieces[at - 1] = String(message);
    parts.set(key, pieces);
    if (pieces.filter((piece) => piece !== undefined).length < of) return;
    parts.delete(key);
    messages.push({ to: pdu.destination_addr, text: pieces.join(""), coding: pdu.data_coding, parts: of });
    came.emit("message");
  }
  function receipt(session, pdu, id) {
    const lost = pdu.destination_addr.endsWith("9");
    const done = `id:${id} sub:001 dlvrd:00${lost ? 0 : 1} submit date:2611240200 done date:2611240200 stat:${lost ? "UNDELIV" : "DELIVRD"} err:000 text:`;
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: 4,
      short_message: done,
      receipted_message_id: id,
      message_state: lost ? UNDELIVERABLE : DELIVERED,
    });
  }
  const until = async (wanted) => {
    while (messages.length < wanted) await once(came, "message", { signal: AbortSignal.timeout(PATIENCE) });
  };
  /** Kannel knows the message by its id from now on; a receipt that comes before is lost on it. */
  const known = (id) => receipts.get(id)?.();
  return { server, messages, until, known, bound: once(came, "bound", { signal: AbortSignal.timeout(PATIENCE) }) };
}

const config = (dir, ports) => `
group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
smsbox-port = ${ports.box}
smsbox-interface = 127.0.0.1
admin-password = test
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
log-file = "${dir}/bearerbox.log"
dlr-storage = internal
store-type = file
store-location = "${dir}/kannel.store"

group = smsc
smsc = smpp
smsc-id = carrier
host = 127.0.0.1
port = ${ports.carrier}
transceiver-mode = true
smsc-username = "kannel"
smsc-password = "secret"
system-type = ""
source-addr-ton = 5
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1
msg-id-type = 0x00
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${ports.box}
sendsms-port = ${ports.send}
sendsms-interface = 127.0.0.1
log-file = "${dir}/smsbox.log"

group = sendsms-user
username = atelier
password = clef
user-allow-ip = "127.0.0.1"
concatenation = true
max-messages = 6

group = sms-service
keyword = default
catch-all = true
max-messages = 0
text = "none"
`;

/** A program of Kannel with what it writes of itself, line by line. */
function run(program, file) {
  const child = spawn(`/usr/sbin/${program}`, ["-v", "0", file], { stdio: ["ignore", "ignore", "pipe"] });
  return { child, lines: createInterface({ input: child.stderr }) };
}

/** Whether an smsbox reached its bearerbox. */
const connected = ({ child, lines }) =>
  new Promise((resolve) => {
    lines.on("line", (line) => line.includes("Connected to bearerbox") && resolve(true));
    child.once("exit", () => resolve(false));
  });

/** Starts both; `address` is that of sendsms. */
export async function kannel() {
  const dir = mkdtempSync(join(tmpdir(), "fixili-kannel-"));
  const ports = { admin: await freePort(), box: await freePort(), send: await freePort(), carrier: await freePort() };
  const file = join(dir, "kannel.conf");
  writeFileSync(file, config(dir, ports));
  const far = carrier();
  far.server.listen(ports.carrier, "127.0.0.1");
  await once(far.server, "listening");
  const signal = AbortSignal.timeout(PATIENCE);
  const bearerbox = run("bearerbox", file);
  bearerbox.lines.on("line", (line) => far.known(/Adding DLR .*\bts=([^,]+)/.exec(line)?.[1]));
  await far.bound;
  // it ends at once when the bearerbox does not listen yet
  let smsbox;
  do {
    signal.throwIfAborted();
    smsbox = run("smsbox", file);
  } while (!(await connected(smsbox)));
  after(async () => {
    for (const { child } of [smsbox, bearerbox]) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    far.server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { address: `http://127.0.0.1:${ports.send}/cgi-bin/sendsms`, messages: far.messages, until: far.until };
}
