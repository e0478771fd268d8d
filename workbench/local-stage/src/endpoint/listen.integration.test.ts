import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { until } from "../../testing/until.ts";
import { listen, PortTakenError } from "./listen.ts";

async function echo(request: IncomingMessage, response: ServerResponse) {
  const body = await text(request);
  response.end(`${request.httpVersion} ${request.method} ${request.url} ${body}`);
}

async function openListener(answer: Parameters<typeof listen>[1] = (...all) => void echo(...all)) {
  const listener = await listen(0, answer);
  onTestFinished(() => listener.close());
  return listener;
}

function openHttp2(port: number) {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  onTestFinished(() => session.destroy());
  return session;
}

test("one port answers HTTP/1.1 and HTTP/2 without TLS, at the same time", async () => {
  const { port } = await openListener();
  const first = await fetch(`http://127.0.0.1:${port}/a?b=c`, { method: "POST", body: "one" });
  const stream = openHttp2(port).request({ ":method": "POST", ":path": "/d" });
  stream.end("two");
  expect(await first.text()).toBe("1.1 POST /a?b=c one");
  expect(await text(stream)).toBe("2.0 POST /d two");
});

test("an HTTP/2 session has many concurrent requests", async () => {
  const { port } = await openListener();
  const session = openHttp2(port);
  const answers = await Promise.all(
    ["/1", "/2", "/3"].map((path) => text(session.request({ ":path": path }))),
  );
  expect(answers).toEqual(["2.0 GET /1 ", "2.0 GET /2 ", "2.0 GET /3 "]);
});

test("an HTTP/1.1 connection is kept for the next request", async () => {
  const { port } = await openListener();
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  for (const path of ["/first", "/second"]) {
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
    await until(`${path} is answered`, () => received.includes(`GET ${path}`));
  }
});

// https://www.rfc-editor.org/rfc/rfc9113#section-3.4: a preface and a SETTINGS frame (type 4) from either side
test.each<[version: string, packets: string[], isAnswer: (answer: Buffer) => boolean]>([
  [
    "HTTP/1.1",
    ["GE", "T / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"],
    (answer) => answer.toString().startsWith("HTTP/1.1 200 OK"),
  ],
  [
    "HTTP/2",
    ["PR", "I * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"],
    (answer) => answer[3] === 4,
  ],
])(
  "%s is recognized by its first bytes, however they are split into packets",
  async (_version, packets, isAnswer) => {
    const { port } = await openListener();
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    const [first = "", rest = ""] = packets;
    await new Promise<void>((resolve) => socket.write(first, "latin1", () => resolve()));
    // A round trip on another connection, so that the first packet has arrived by itself.
    await (await fetch(`http://127.0.0.1:${port}/`)).text();
    socket.write(rest, "latin1");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(isAnswer(answer)).toBe(true);
  },
);

test("a connection without data, or one that closes at once, does no harm", async () => {
  const listener = await openListener();
  const silent = connect(listener.port, "127.0.0.1");
  const brief = connect(listener.port, "127.0.0.1");
  await Promise.all([once(silent, "connect"), once(brief, "connect")]);
  brief.end();
  await once(brief, "close");
  const reset = connect(listener.port, "127.0.0.1");
  await once(reset, "connect");
  reset.resetAndDestroy();
  expect((await fetch(`http://127.0.0.1:${listener.port}/`)).status).toBe(200);
  await listener.close();
  await once(silent, "close");
});

test("a port of another program is named, with what to do", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  const error = await listen(port, () => {}).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(PortTakenError);
  expect((error as Error).message).toBe(
    `Port ${port} is taken by another program. End it, or choose another with --port.`,
  );
});

test("closing ends open connections and requests, and frees the port", async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const listener = await openListener(() => arrived());
  const hanging = fetch(`http://127.0.0.1:${listener.port}/`).catch((error: Error) => error);
  await arrival;
  const session = openHttp2(listener.port);
  session.on("error", () => {});
  await once(session, "connect");
  const sessionEnds = once(session, "close");
  await listener.close();
  expect(await hanging).toBeInstanceOf(TypeError);
  await sessionEnds;
  const again = await listen(listener.port, () => {});
  await again.close();
});
