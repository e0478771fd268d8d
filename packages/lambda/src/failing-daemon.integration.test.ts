import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  deadAddress,
  openCollector,
  otlpText,
} from "@stagecraft/observability/testing/open-collector";
import { expect, onTestFinished, test } from "vitest";
import { invokeAndKill, startFunction } from "./testing/start-function.ts";
import { spansEach } from "./testing/traced-invocation.ts";

/** Invokes the function so often, one after the other, and checks each answer. */
async function invokeAll(
  traced: Awaited<ReturnType<typeof startFunction>>,
  times: number,
): Promise<void> {
  for (let event = 1; event <= times; event += 1) {
    const { result } = await traced.invoke(String(event));
    expect(result).toBe(`answer to ${event}`);
  }
}

test("when nobody listens, each invocation answers, and the log counts the lost spans", async () => {
  const traced = await startFunction(await deadAddress());
  await invokeAll(traced, 30);
  const lost = (await traced.end()).map(({ spansLost = 0 }) => spansLost);
  expect(lost).toHaveLength(30);
  const total = lost.reduce((sum, spans) => sum + spans, 0);
  expect(total).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(30 * spansEach);
  expect(lost.every((spans) => spans % spansEach === 0)).toBe(true);
});

test("when the daemon never reads, each invocation answers", async () => {
  const program = `const socket = require("node:dgram").createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => console.log(socket.address().port));`;
  const daemon = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(async () => {
    daemon.kill("SIGKILL");
    await once(daemon, "exit");
  });
  const [port] = await once(createInterface(daemon.stdout), "line");
  daemon.kill("SIGSTOP");
  const traced = await startFunction(`127.0.0.1:${port}`);
  // More than the socket's buffer holds.
  await invokeAll(traced, 500);
  expect(await traced.end()).toHaveLength(500);
});

test("when the daemon sends thousands of datagrams back, the function reads next to none of them", async () => {
  const flood = 2_000;
  const daemon = createSocket("udp4");
  daemon.bind(0, "127.0.0.1");
  await once(daemon, "listening");
  onTestFinished(() => void daemon.close());
  const traced = await startFunction(`127.0.0.1:${daemon.address().port}`);
  for (let round = 1; round <= 5; round += 1) {
    const received = once(daemon, "message");
    const { result, datagramsRead } = await traced.invoke(String(round));
    expect(result).toBe(`answer to ${round}`);
    // A hundredth of what the rounds before have sent.
    expect(datagramsRead).toBeLessThanOrEqual((round - 1) * (flood / 100));
    const [datagram, { port }] = await received;
    expect(otlpText(datagram)).toContain(`invocation ${round}.`);
    // As Lambda freezes an environment between invocations.
    traced.child.kill("SIGSTOP");
    const sends = Array.from(
      { length: flood },
      () => new Promise((sent) => daemon.send(Buffer.alloc(1_000), port, "127.0.0.1", sent)),
    );
    await Promise.all(sends);
    traced.child.kill("SIGCONT");
  }
});

test("an invocation that is not sampled sends nothing", async () => {
  const collector = await openCollector();
  const header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";
  const silent = await startFunction(collector.address, header);
  await invokeAll(silent, 20);
  const sampled = await startFunction(collector.address);
  await sampled.invoke("later");
  expect(otlpText(await collector.next())).toContain("invocation later.");
  expect(collector.datagrams).toHaveLength(1);
});

test("an environment that is killed right after its answer has sent its spans, 20 of 20", async () => {
  const collector = await openCollector();
  for (let environment = 1; environment <= 20; environment += 1) {
    expect(await invokeAndKill(collector.address)).toContain("answer to 1");
    const text = otlpText(await collector.next());
    expect(text.split("work.")).toHaveLength(spansEach);
    expect(text).toContain("invocation 1.");
  }
  expect(collector.datagrams).toHaveLength(20);
});
