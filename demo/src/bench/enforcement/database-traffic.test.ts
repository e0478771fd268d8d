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
    async send(message: string) {
      socket.write(message);
      await once(socket, "data");
    },
    close: () => socket.destroy(),
  };
}

test("only round trips over Unix sockets after count() are counted", async () => {
  const watch = watchDatabaseTraffic();
  const [one, other, idle, tcp] = await Promise.all([
    open({ path: join(directory, "socket") }),
    open({ path: join(directory, "socket") }),
    open({ path: join(directory, "socket") }),
    open({ host: "127.0.0.1", port: (overTcp.address() as AddressInfo).port }),
  ]);
  await one.send("log me in");
  const stopCounting = watch.count();
  for (const message of ["insert", "commit"]) await one.send(message);
  await other.send("select");
  await tcp.send("GET /");
  expect(stopCounting()).toEqual({ sessions: 2, roundTrips: 3, sentBytes: 18 });
  for (const socket of [one, other, idle, tcp]) socket.close();
  watch.stop();
});
