import { expect, test } from "vitest";
import type { FitFacts } from "./fit-facts.ts";
import { checks, fitOf } from "./fit-of.ts";
import type { Verdict } from "./verdict.ts";

const source = "a test";
const figure = (value: number) => ({ value, source });

/** Fits in every respect. */
const sound: FitFacts = {
  calls: [{ kind: "http", name: "Api GET /letters" }],
  payloadBytes: figure(2_000),
  responseBytes: figure(2_000),
  p99Ms: figure(40),
  timeoutMs: 10_000,
  callerWaitsMs: figure(1_000),
  memoryMb: figure(90),
  ownMemoryMb: 256,
  diskMb: figure(10),
  busyShare: figure(0.3),
  initMs: figure(300),
  codeBytes: figure(500_000),
  state: { kind: "none", caches: ["src/clock.ts:3"] },
  sockets: { inbound: false, outbound: [{ to: "Letters", held: 20, available: 100 }] },
  peakPerSecond: figure(50),
};

const verdictOf = (facts: FitFacts, aspect: string) =>
  fitOf(facts).checks.find((check) => check.aspect === aspect)?.verdict;

test("a workload that is small, short and without state fits", () => {
  const fit = fitOf(sound);
  expect(fit.verdict).toBe("yes");
  expect(fit.checks).toHaveLength(checks.length);
  expect(fit.escapeHatches).toEqual([expect.stringContaining("container service")]);
});

const queue: FitFacts["calls"] = [{ kind: "queue", name: "Letters" }];

/** Undefined: the fact is not known. */
type Change = { readonly [fact in keyof FitFacts]?: FitFacts[fact] | undefined };

function changed(change: Change): FitFacts {
  const facts = Object.entries({ ...sound, ...change });
  return Object.fromEntries(facts.filter(([, value]) => value !== undefined)) as FitFacts;
}

test.each<[string, string, Change, Verdict]>([
  ["trigger", "nothing that starts it", { calls: [] }, "unknown"],
  [
    "trigger",
    "clients that stay connected",
    { calls: [{ kind: "connection", name: "chat" }] },
    "partial",
  ],
  ["payload", "a request above what a function receives", { payloadBytes: figure(7e6) }, "partial"],
  ["payload", "a request that was never seen", { payloadBytes: undefined }, "unknown"],
  ["payload", "a message above 1 MiB", { calls: queue, payloadBytes: figure(1.2e6) }, "partial"],
  ["payload", "a message of most of 1 MiB", { calls: queue, payloadBytes: figure(9e5) }, "partial"],
  ["response", "a response above 6 MiB", { responseBytes: figure(7e6) }, "partial"],
  ["duration", "work that was not measured", { p99Ms: undefined }, "unknown"],
  ["duration", "work near the function's timeout", { p99Ms: figure(9_000) }, "partial"],
  [
    "duration",
    "work that outlasts the API",
    { p99Ms: figure(31_000), timeoutMs: undefined },
    "partial",
  ],
  ["duration", "an hour that cannot be divided", { calls: queue, p99Ms: figure(3.6e6) }, "no"],
  [
    "duration",
    "an hour in steps",
    { calls: queue, p99Ms: figure(3.6e6), divides: true },
    "partial",
  ],
  [
    "cold start",
    "a caller who does not wait for a cold start",
    { callerWaitsMs: figure(200) },
    "partial",
  ],
  [
    "cold start",
    "nobody waits for a cold start",
    { calls: queue, callerWaitsMs: figure(200) },
    "yes",
  ],
  ["memory", "more memory than a function can have", { memoryMb: figure(12_000) }, "no"],
  ["memory", "most of the function's own memory", { memoryMb: figure(250) }, "partial"],
  ["disk", "20 GB on disk", { diskMb: figure(20_000) }, "no"],
  ["CPU", "a GPU", { needsGpu: true }, "no"],
  ["CPU", "minutes of computing", { busyShare: figure(0.95), p99Ms: figure(120_000) }, "partial"],
  [
    "state",
    "data in the process",
    { state: { kind: "process", places: ["src/room.ts:4"] } },
    "partial",
  ],
  ["sockets", "inbound connections", { sockets: { inbound: true, outbound: [] } }, "partial"],
  [
    "sockets",
    "nearly all connections of a database",
    { sockets: { inbound: false, outbound: [{ to: "Letters", held: 90, available: 100 }] } },
    "partial",
  ],
  ["concurrency", "more at once than an account has", { peakPerSecond: figure(50_000) }, "partial"],
  ["code", "300 MB of code", { codeBytes: figure(3e8) }, "no"],
])("%s: %s", (aspect, _what, change, verdict) => {
  expect(verdictOf(sound, aspect)).toBe("yes");
  expect(verdictOf(changed(change), aspect)).toBe(verdict);
});

test("what is not a yes says what to do instead", () => {
  const bad: FitFacts = {
    ...sound,
    p99Ms: figure(3.6e6),
    memoryMb: figure(12_000),
    needsGpu: true,
  };
  const silent = fitOf(bad).checks.filter(({ verdict, instead }) => verdict !== "yes" && !instead);
  expect(silent).toEqual([]);
  expect(fitOf(bad).verdict).toBe("no");
});
