import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type NetConnectOpts } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { watchDatabaseTraffic } from "./database-traffic.ts";

let directory: string;
const server = createServer((socket) => socket.on("data", () => socket.write("ready")));
const overTcp = createServer((socket) => socket.on("data", () => socket.write("ready")));

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "stagecraft-traffic-"));
  await once(server.listen(join(directory, "socket")), "listening");
  await once(overTcp.listen(0, "127.0.0.1"), "listening");
});

afterAll(async () => {
  server.close();
  overTcp.close();
  await rm(directory, { recursive: true });
});

async function open(options: NetConnectOpts) {
  const socket = connect(options);
  await once(socket, "connect");
  return {
    async ask(question: string) {
      socket.write(question);
      await once(socket, "data");
    },
    close: () => socket.destroy(),
  };
}

test("round trips over Unix sockets are counted from when one asks, and others are not", async () => {
  const watch = watchDatabaseTraffic();
  const [one, other, idle, tcp] = await Promise.all([
    open({ path: join(directory, "socket") }),
    open({ path: join(directory, "socket") }),
    open({ path: join(directory, "socket") }),
    open({ host: "127.0.0.1", port: (overTcp.address() as AddressInfo).port }),
  ]);
  await one.ask("log me in");
  const since = watch.count();
  for (const question of ["insert", "commit"]) await one.ask(question);
  await other.ask("select");
  await tcp.ask("GET /");
  expect(since()).toEqual({ sessions: 2, roundTrips: 3, sentBytes: 18 });
  for (const socket of [one, other, idle, tcp]) socket.close();
  watch.stop();
});
