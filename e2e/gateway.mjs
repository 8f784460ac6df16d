// A gateway of text messages on a socket, as an Android phone answers: it takes messages, or refuses them.
import { after } from "node:test";
import { createServer } from "node:http";
import { EventEmitter, once } from "node:events";

const PATIENCE = 30_000;

/** Starts one; `messages` are those it was given, `until` waits for so many. */
export async function gateway() {
  const messages = [];
  const came = new EventEmitter();
  const until = async (count) => {
    while (messages.length < count) await once(came, "message", { signal: AbortSignal.timeout(PATIENCE) });
  };
  const phone = { messages, until, takes: true };
  const server = createServer(async (request, response) => {
    const pieces = [];
    for await (const piece of request) pieces.push(piece);
    const body = JSON.parse(Buffer.concat(pieces).toString());
    messages.push({ to: body.phoneNumbers[0], text: body.textMessage.text, id: body.id, authorization: request.headers.authorization });
    response.writeHead(phone.takes ? 202 : 400, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: body.id }));
    came.emit("message");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  phone.address = `http://127.0.0.1:${server.address().port}/message`;
  return phone;
}
