import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { expect, test } from "vitest";
import { orderTrace } from "./order-trace.ts";
import { printWaterfall } from "./print-waterfall.ts";
import { tracePage } from "./trace-page.ts";

const startMs = Date.parse("2010-12-01T08:26:00Z");

function span(spanId: string, [fromMs, toMs]: [number, number], more: Partial<Span>): Span {
  return {
    resource: { attributes: { "service.name": "Api" } },
    traceId: "0".repeat(32),
    spanId,
    name: "POST /orders",
    kind: "SERVER",
    startTimeUnixNano: (startMs + fromMs) * 1e6,
    endTimeUnixNano: (startMs + toMs) * 1e6,
    attributes: {},
    status: { code: "UNSET" },
    ...more,
  };
}

const line = (fields: object): LogLine => ({
  functionName: "Pipeline",
  timestampMs: startMs + 1_050,
  logStream: "1",
  line: JSON.stringify({ level: "INFO", message: "message", ...fields }),
});

const pipeline = {
  resource: { attributes: { "service.name": "Pipeline" } },
  traceId: "1".repeat(32),
  kind: "CONSUMER",
} as const;

const trace = orderTrace(
  "ord_1",
  [
    span("a1", [0, 100], { attributes: { "http.response.status_code": 201 } }),
    span("b1", [1_000, 1_100], {
      ...pipeline,
      name: "process message",
      links: [{ traceId: "0".repeat(32), spanId: "a1" }],
    }),
    span("b2", [1_010, 1_020], { ...pipeline, parentSpanId: "b1", name: "begin", kind: "CLIENT" }),
    span("b3", [1_030, 1_090], {
      ...pipeline,
      parentSpanId: "b1",
      name: "SFN.StartExecution",
      kind: "CLIENT",
      status: { code: "ERROR" },
      attributes: { "error.type": "ThrottlingException" },
    }),
  ],
  [
    line({ orderId: "ord_1", xray_trace_id: `1-${"1".repeat(8)}-${"1".repeat(24)}` }),
    line({ orderId: "ord_1", outcome: "unsampled" }),
  ],
);

const printed = (...given: Parameters<typeof printWaterfall>) =>
  printWaterfall(...given)
    .split("\n")
    .map((text) => text.trimEnd());

test("the waterfall has each invocation with its wait, its failed calls and its log lines", () => {
  expect(printed(trace, { everySpan: false })).toEqual([
    "ord_1: 2 invocations, 4 spans in 2 traces, 1.1 s",
    "from 2010-12-01T08:26:00.000Z to 2010-12-01T08:26:01.100Z",
    "",
    "     started       took  0                  1.1 s  function          what it did",
    "       +0 ms     100 ms  ██                        Api               POST /orders status=201",
    "              waited 900 ms after Api",
    "      +1.0 s     100 ms                        ██  Pipeline          process message",
    "      +1.0 s      60 ms                        ██                      SFN.StartExecution error=ThrottlingException failed",
    "                         08:26:01.050 INFO  message",
    "",
    "log lines of invocations without spans (not sampled):",
    "                         08:26:01.050 Pipeline             INFO  message orderId=ord_1 outcome=unsampled",
  ]);
});

test("an order of which no invocation was sampled has its log lines", () => {
  const unsampled = orderTrace("ord_1", [], [line({ orderId: "ord_1" })]);
  expect(printed(unsampled, { everySpan: false })).toEqual([
    "ord_1: 0 invocations, 0 spans in 0 traces, 0 ms",
    "from 2010-12-01T08:26:01.050Z to 2010-12-01T08:26:01.050Z",
    "",
    "log lines of invocations without spans (not sampled):",
    "                         08:26:01.050 Pipeline             INFO  message orderId=ord_1",
  ]);
  expect(tracePage(unsampled)).toContain(
    "<p>0 invocations in 0 ms, from 2010-12-01T08:26:01.050Z.",
  );
});

test("on request it has every span", () => {
  expect(printWaterfall(trace, { everySpan: true })).toContain("begin");
  expect(printWaterfall(trace, { everySpan: false })).not.toContain("begin");
});

test("a request to another system is always in it", () => {
  const call = span("a2", [10, 20], {
    name: "POST /charges",
    kind: "CLIENT",
    parentSpanId: "a1",
    attributes: { "http.request.method": "POST", "http.response.status_code": 201 },
  });
  const withCall = orderTrace("ord_1", [span("a1", [0, 100], {}), call], []);
  expect(printWaterfall(withCall, { everySpan: false })).toContain("POST /charges status=201");
});

test("a delivery waits since the one before, and not since what sent the message", () => {
  const links = [{ traceId: "0".repeat(32), spanId: "a1" }];
  const delivery = (id: string, fromMs: number, digit: string) =>
    span(id, [fromMs, fromMs + 100], { ...pipeline, traceId: digit.repeat(32), links });
  const spans = [span("a1", [0, 100], {}), delivery("b1", 200, "1"), delivery("c1", 1_300, "2")];
  const waits = printed(orderTrace("ord_1", spans, []), { everySpan: false })
    .filter((text) => text.includes("waited"))
    .map((text) => text.trim());
  expect(waits).toEqual(["waited 100 ms after Api", "waited 1.0 s after Pipeline"]);
});

test("a hop that began before the end of what led to it has not waited", () => {
  const links = [{ traceId: "0".repeat(32), spanId: "a1" }];
  const early = span("b1", [50, 200], { ...pipeline, links });
  const spans = [span("a1", [0, 100], {}), early];
  expect(printWaterfall(orderTrace("ord_1", spans, []), { everySpan: false })).not.toContain(
    "waited",
  );
});

test("a stack that was printed is not repeated", () => {
  const error = {
    name: "TypeError",
    message: "bad",
    stack: ["at a (a.ts:1:1)", "at b (b.ts:2:2)"],
  };
  const trace_id = `1-${"1".repeat(8)}-${"1".repeat(24)}`;
  const failed = line({ level: "ERROR", xray_trace_id: trace_id, error });
  const again = { ...failed, timestampMs: failed.timestampMs + 1_000 };
  const [hop] = [span("b1", [1_000, 1_100], pipeline)];
  expect(
    printed(orderTrace("ord_1", [hop], [failed, again]), { everySpan: false }).slice(-5),
  ).toEqual([
    "                         08:26:01.050 ERROR message: TypeError: bad",
    "                             at a (a.ts:1:1)",
    "                             at b (b.ts:2:2)",
    "                         08:26:02.050 ERROR message: TypeError: bad",
    "                             … the stack of 08:26:01.050",
  ]);
});

test("failures are red, and waits and log lines dim", () => {
  const paint = (colour: string, text: string) => `<${colour}>${text.trim()}`;
  const lines = printed(trace, { everySpan: false, paint });
  expect(lines.filter((text) => text.startsWith("<"))).toEqual([
    "<dim>waited 900 ms after Api",
    expect.stringMatching(/^<red>.*SFN.StartExecution/),
    expect.stringMatching(/^<dim>.*INFO {2}message/),
  ]);
});

test("the page escapes what it shows, and needs no other file", () => {
  const page = tracePage({
    ...trace,
    otherLines: [line({ outcome: "<script>alert(1)</script>" })],
  });
  expect(page).toContain("&lt;script&gt;");
  expect(page).not.toMatch(/<script|src=|href=|url\(/);
});
