import { context } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { openCollector, otlpText } from "../testing/open-collector.ts";
import { forgetAfterTest, sampled, unsampled } from "../testing/record-spans.ts";
import { inSpan } from "./in-span.ts";
import { createTraces } from "./traces.ts";

const nothing = async () => {};

test("the spans of a sampled invocation are sent with the service's name", async () => {
  const collector = await openCollector();
  forgetAfterTest();
  const traces = createTraces("Parcels", collector.address);
  await inSpan("invocation", {}, () => inSpan("work", {}, nothing), sampled);
  expect(await traces.flush()).toBe(0);
  const text = otlpText(await collector.next());
  expect(text).toContain("service.name");
  expect(text).toContain("Parcels");
  expect(text).toContain("invocation");
  expect(text).toContain("work");
});

test("an invocation that is not sampled sends nothing, whatever it does", async () => {
  const collector = await openCollector();
  forgetAfterTest();
  const traces = createTraces("Parcels", collector.address);
  const failure = inSpan("failed", {}, () => Promise.reject(new Error("no")), unsampled);
  await expect(failure).rejects.toThrow("no");
  await inSpan("without a parent", {}, nothing, context.active());
  expect(await traces.flush()).toBe(0);
  // What comes first is what was sent first.
  await inSpan("later", {}, nothing, sampled);
  await traces.flush();
  expect(otlpText(await collector.next())).toContain("later");
  expect(collector.datagrams).toHaveLength(1);
});

test("spans are sent once", async () => {
  const collector = await openCollector();
  forgetAfterTest();
  const traces = createTraces("Parcels", collector.address);
  for (const name of ["first", "second"]) {
    await inSpan(name, {}, nothing, sampled);
    await traces.flush();
    expect(otlpText(await collector.next())).toContain(name);
  }
  await traces.flush();
  expect(collector.datagrams).toHaveLength(2);
});

test("without a daemon's address nothing is recorded", async () => {
  const traces = createTraces("Parcels", undefined);
  await inSpan("work", {}, async (span) => expect(span.isRecording()).toBe(false), sampled);
  expect(await traces.flush()).toBe(0);
});
