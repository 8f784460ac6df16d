// A real Kannel (bearerbox and smsbox) bound over SMPP 3.4 to a carrier of our own: an SMSC that decodes what phones would show and
// sends receipts. Everything on loopback, on ports that are free.
import { after } from "node:test";
import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
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

/** Waits until something listens. */
async function listens(port, signal = AbortSignal.timeout(PATIENCE)) {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const open = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
    socket.destroy();
    if (open) return;
    signal.throwIfAborted();
    await pause(50);
  }
}

/** The carrier: what it was given part by part, put together; a number that ends with 9 is out of reach. */
function carrier() {
  const messages = [];
  const parts = new Map();
  const came = new EventEmitter();
  let count = 0;
  const server = smpp.createServer({}, (session) => {
    session.on("error", () => {});
    session.on("bind_transceiver", (pdu) => session.send(pdu.response({ system_id: "CARRIER" })));
    session.on("enquire_link", (pdu) => session.send(pdu.response()));
    session.on("unbind", (pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on("submit_sm", (pdu) => {
      const id = (0x1000000 + ++count).toString(16);
      session.send(pdu.response({ message_id: id }));
      take(pdu);
      // no phone is quicker; Kannel does not know a message yet whose receipt comes with the answer
      if (pdu.registered_delivery & 1) setTimeout(receipt, 300, session, pdu, id);
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
  return { server, messages, until };
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

/** Starts both; `address` is that of sendsms. */
export async function kannel() {
  const dir = mkdtempSync(join(tmpdir(), "fixili-kannel-"));
  const ports = { admin: await freePort(), box: await freePort(), send: await freePort(), carrier: await freePort() };
  const file = join(dir, "kannel.conf");
  writeFileSync(file, config(dir, ports));
  const far = carrier();
  far.server.listen(ports.carrier, "127.0.0.1");
  await once(far.server, "listening");
  const run = (program) => spawn(`/usr/sbin/${program}`, ["-v", "4", file], { stdio: "ignore" });
  const bearerbox = run("bearerbox");
  await listens(ports.box);
  const smsbox = run("smsbox");
  await listens(ports.send);
  after(async () => {
    for (const box of [smsbox, bearerbox]) {
      box.kill("SIGKILL");
      await once(box, "exit");
    }
    far.server.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return { address: `http://127.0.0.1:${ports.send}/cgi-bin/sendsms`, messages: far.messages, until: far.until };
}
