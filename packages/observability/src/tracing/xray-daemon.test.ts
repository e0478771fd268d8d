import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { expect, onTestFinished, test } from "vitest";
import { type Collector, deadAddress, openCollector, otlpText } from "../testing/open-collector.ts";
import { recordSpans, sampled } from "../testing/record-spans.ts";
import { inSpan } from "./in-span.ts";
import { xrayDaemon } from "./xray-daemon.ts";

/** Ended spans of these names, each with an attribute of that many bytes. */
async function spansOf(sizes: readonly (readonly [string, number])[]) {
  const ended = recordSpans();
  for (const [name, bytes] of sizes) {
    const attributes = { filler: "x".repeat(bytes) };
    await inSpan(name, { attributes }, async () => {}, sampled);
  }
  return ended;
}

function daemonAt(address: string) {
  const daemon = xrayDaemon(address);
  onTestFinished(() => daemon.close());
  return daemon;
}

/** How often each name arrived, once the spans behind them have. */
async function arrived(collector: Collector, spans: readonly ReadableSpan[]) {
  const names = new Map<string, number>();
  while ([...names.values()].reduce((sum, times) => sum + times, 0) < spans.length) {
    const text = otlpText(await collector.next());
    for (const { name } of spans) {
      const times = text.split(name).length - 1;
      if (times > 0) names.set(name, (names.get(name) ?? 0) + times);
    }
  }
  return names;
}

// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
test("spans reach the daemon in one datagram, as OTLP behind X-Ray's header", async () => {
  const collector = await openCollector();
  const spans = await spansOf([
    ["parcel weighed.", 10],
    ["parcel sent.", 10],
  ]);
  expect(await daemonAt(collector.address).send(spans)).toBe(0);
  const datagram = await collector.next();
  expect(datagram.toString()).toMatch(/^\{"format":"json","version":1\}\nT1S[A-Za-z0-9+/]+=*$/);
  expect(otlpText(datagram)).toContain("parcel weighed.");
  expect(otlpText(datagram)).toContain("parcel sent.");
  expect(collector.datagrams).toHaveLength(1);
});

test("nothing is sent without a span", async () => {
  const collector = await openCollector();
  const daemon = daemonAt(collector.address);
  expect(await daemon.send([])).toBe(0);
  await daemon.send(await spansOf([["only.", 1]]));
  expect(otlpText(await collector.next())).toContain("only.");
  expect(collector.datagrams).toHaveLength(1);
});

test.each([131, 160])(
  "%i spans that need more than 60 kB are split, and each arrives once",
  async (count) => {
    const collector = await openCollector();
    const spans = await spansOf(
      Array.from({ length: count }, (_, index) => [`span ${index}.`, 400] as const),
    );
    expect(await daemonAt(collector.address).send(spans)).toBe(0);
    const names = await arrived(collector, spans);
    expect(names.size).toBe(count);
    expect(new Set(names.values())).toEqual(new Set([1]));
    const sizes = collector.datagrams.map(({ byteLength }) => byteLength);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(60_000);
  },
);

test("a span that is too large alone is counted as lost, and no other is", async () => {
  const collector = await openCollector();
  const spans = await spansOf([
    ["before.", 10],
    ["too large.", 50_000],
    ["after.", 10],
  ]);
  const daemon = daemonAt(collector.address);
  expect(await daemon.send(spans)).toBe(1);
  const texts = [otlpText(await collector.next()), otlpText(await collector.next())].join();
  expect(texts).toContain("before.");
  expect(texts).toContain("after.");
  expect(texts).not.toContain("too large.");
  // It is counted once.
  expect(await daemon.send([])).toBe(0);
});

// https://man7.org/linux/man-pages/man7/udp.7.html: a refused datagram is an error of a later call
test("spans that nobody receives are counted as lost by a later call", async () => {
  const daemon = daemonAt(await deadAddress());
  const spans = await spansOf([
    ["one.", 1],
    ["two.", 1],
  ]);
  let lost = 0;
  do lost = await daemon.send(spans);
  while (lost === 0);
  expect(lost % 2).toBe(0);
});

test.each(["127.0.0.1", "127.0.0.1:0", ""])(
  "spans to the unusable address '%s' are lost, without an error",
  async (address) => {
    expect(await daemonAt(address).send(await spansOf([["lost.", 1]]))).toBe(1);
  },
);
