import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { NetworkSettings } from "./runtime/settings.d.mts";
import { startLambda } from "./testing/start-lambda.ts";

/** Makes a request in one of several ways, and returns the status or the error code. */
const caller = `import dgram from "node:dgram";
  import { get } from "node:http";
  import { get as getSecurely } from "node:https";
  import { connect } from "node:http2";
  import { createServer } from "node:http";
  const settled = (start) => new Promise((resolve) => start(resolve, (error) => resolve(error.code)));
  const methods = {
    fetch: (url) => fetch(url).then(({ status }) => status, ({ cause }) => cause.code),
    http: (url) => settled((done, failed) => get(url, ({ statusCode }) => done(statusCode)).on("error", failed)),
    https: (url) => settled((done, failed) => getSecurely(url, ({ statusCode }) => done(statusCode)).on("error", failed)),
    http2: (url) => settled((done, failed) => connect(url, () => done("connected")).on("error", failed)),
    impatient: (url) => settled((done, failed) => {
      const request = get(url, { timeout: 50 }).on("error", failed);
      request.on("timeout", () => request.destroy(Object.assign(new Error(), { code: "gave up" })));
    }),
    datagram: (url) => settled((done) => {
      const socket = dgram.createSocket("udp4");
      socket.send("x", 53, new URL(url).hostname, () => { socket.close(); done("sent"); });
    }),
    pieceOfMessage: (url) => settled((done) => {
      const socket = dgram.createSocket("udp4");
      socket.send("xyz", 1, 1, 53, new URL(url).hostname, () => { socket.close(); done("sent"); });
    }),
    connectedDatagram: (url) => settled((done) => {
      const socket = dgram.createSocket("udp4");
      socket.connect(53, new URL(url).hostname, () =>
        socket.send("x", () => { socket.close(); done("sent"); }));
    }),
    datagramToItself: () => settled((done) => {
      const receiver = dgram.createSocket("udp4").bind(0, "127.0.0.1", () =>
        dgram.createSocket({ type: "udp4" }).send("hello", receiver.address().port, "localhost"));
      receiver.on("message", (message) => done(message.toString()));
    }),
    itself: () => settled((done) => {
      const server = createServer((_request, response) => response.end()).listen(0, async () => {
        const { status } = await fetch("http://127.0.0.1:" + server.address().port);
        server.close(() => done(status));
      });
    }),
  };
  export const handler = async ({ method, url }) => methods[method](url);`;

async function call(
  method: string,
  url: string,
  given: Omit<NetworkSettings, "names"> & Partial<NetworkSettings>,
) {
  const network = { names: [], ...given };
  const { lambda, reports } = startLambda(
    { f: { code: caller, timeoutMs: 700 } },
    { environmentFor: () => ({ env: {}, files: {}, network, close() {} }) },
  );
  const outcome = await lambda.run("f", { method, url });
  const reported = reports.filter(({ kind }) => kind === "outside-call");
  if (outcome.kind === "function-error") return { result: outcome.payload.errorType, reported };
  return { result: outcome.kind === "success" ? outcome.payload : outcome.kind, reported };
}

async function openPort() {
  const server = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const target = (host: string, port: number) => [
  { kind: "outside-call", functionName: "f", host, port },
];

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
test.each(["fetch", "http", "https", "http2"])(
  "without egress a call by %s hangs until the function's timeout, and that is reported",
  async (method) => {
    const scheme = method === "http" ? "http" : "https";
    const url = `${scheme}://partner.example.com`;
    const { result, reported } = await call(method, url, { awsPorts: [], outside: "closed" });
    expect(result).toBe("Sandbox.Timedout");
    expect(reported).toEqual(target("partner.example.com", scheme === "http" ? 80 : 443));
  },
);

test("a client's own timeout ends a call that hangs", async () => {
  const network = { awsPorts: [], outside: "closed" } as const;
  expect((await call("impatient", "http://partner.example.com", network)).result).toBe("gave up");
});

test.each(["datagram", "pieceOfMessage", "connectedDatagram"])(
  "a %s without egress is lost without an error",
  async (method) => {
    const network = { awsPorts: [], outside: "closed" } as const;
    for (const host of ["192.0.2.1", "partner.example.com"]) {
      const { result, reported } = await call(method, `http://${host}`, network);
      expect(result).toBe("sent");
      expect(reported).toEqual(target(host, 53));
    }
  },
);

test("a datagram to its own socket arrives", async () => {
  const network = { awsPorts: [], outside: "closed" } as const;
  expect(await call("datagramToItself", "", network)).toEqual({ result: "hello", reported: [] });
});

test("the stage is reached without egress, and no other local port", async () => {
  const [endpoint, other] = [await openPort(), await openPort()];
  const network = { awsPorts: [endpoint], outside: "closed" } as const;
  expect(await call("fetch", `http://127.0.0.1:${endpoint}`, network)).toEqual({
    result: 200,
    reported: [],
  });
  expect(await call("fetch", `http://127.0.0.1:${other}`, network)).toEqual({
    result: "Sandbox.Timedout",
    reported: target("127.0.0.1", other),
  });
});

test("a function reaches a server of its own", async () => {
  const network = { awsPorts: [], outside: "closed" } as const;
  expect(await call("itself", "", network)).toEqual({ result: 200, reported: [] });
});

test("with egress a call succeeds, and one through a NAT is reported", async () => {
  const port = await openPort();
  const url = `http://127.0.0.1:${port}`;
  expect(await call("fetch", url, { awsPorts: [], outside: "open" })).toEqual({
    result: 200,
    reported: [],
  });
  expect(await call("fetch", url, { awsPorts: [], outside: "nat" })).toEqual({
    result: 200,
    reported: target("127.0.0.1", port),
  });
});

const sqs = "sqs.eu-west-2.amazonaws.com";
const endpointTo = { name: sqs, addresses: ["10.0.0.4"], isReachable: true };

test.each<[string, NetworkSettings["outside"], NetworkSettings["names"], string]>([
  ["with egress", "open", [], "ECONNREFUSED"],
  ["through an endpoint", "closed", [endpointTo], "ECONNREFUSED"],
  ["without a path", "closed", [], "Sandbox.Timedout"],
  [
    "with an endpoint that no rule leads to",
    "nat",
    [{ ...endpointTo, isReachable: false }],
    "Sandbox.Timedout",
  ],
])("AWS itself is never called %s", async (_where, outside, names, code) => {
  const { result, reported } = await call("https", `https://${sqs}`, {
    awsPorts: [],
    outside,
    names,
  });
  expect(result).toBe(code);
  expect(reported).toEqual(target(sqs, 443));
});
