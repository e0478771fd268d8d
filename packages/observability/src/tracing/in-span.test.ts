import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { expect, test } from "vitest";
import { parent, recordSpans, sampled, unsampled } from "../testing/record-spans.ts";
import { inSpan } from "./in-span.ts";

test("a span begins below its context, and is the parent of the spans of its work", async () => {
  const ended = recordSpans();
  const result = await inSpan(
    "outer",
    { kind: SpanKind.SERVER },
    async () => {
      await Promise.resolve();
      return inSpan("inner", {}, async () => "done");
    },
    sampled,
  );
  expect(result).toBe("done");
  const [inner, outer] = ended;
  expect(outer).toMatchObject({ name: "outer", kind: SpanKind.SERVER, parentSpanContext: parent });
  expect(inner).toMatchObject({ name: "inner", parentSpanContext: outer?.spanContext() });
  expect(outer?.status.code).toBe(SpanStatusCode.UNSET);
});

// https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/
test.each([
  ["an error's name", new RangeError("secret"), "RangeError"],
  ["its code, if it has one", Object.assign(new Error("secret"), { code: "E1" }), "E1"],
  ["no number as a code", Object.assign(new Error("secret"), { code: 5 }), "Error"],
  ["the type of another value", "secret", "string"],
])("a failed span has %s and not its message", async (_, thrown, type) => {
  const ended = recordSpans();
  const failed = inSpan("work", {}, () => Promise.reject(thrown), sampled);
  await expect(failed).rejects.toBe(thrown);
  const [span] = ended;
  expect(span?.attributes).toEqual({ "error.type": type });
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(span?.events).toEqual([]);
});

test("work that throws before its first promise fails its span as well", async () => {
  const ended = recordSpans();
  const work = () => {
    throw new TypeError("secret");
  };
  await expect(inSpan("work", {}, work, sampled)).rejects.toThrow(TypeError);
  expect(ended).toHaveLength(1);
});

test("below a parent that is not sampled the work runs without a recorded span", async () => {
  const ended = recordSpans();
  const isRecorded = await inSpan("work", {}, async (span) => span.isRecording(), unsampled);
  expect(isRecorded).toBe(false);
  expect(ended).toEqual([]);
});
