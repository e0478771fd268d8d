import { Metrics as Powertools } from "@aws-lambda-powertools/metrics";
import { expect, test } from "vitest";
import { openTestMetrics } from "../cloudwatch/testing/open-test-metrics.ts";
import { createManualClock } from "../common/testing/manual-clock.ts";
import { createEmbeddedMetrics } from "./create-embedded-metrics.ts";

const logGroup = "/aws/lambda/parcels";
const minuteMs = 60_000;

/** The document of the specification's example, sent now. */
function documentOf(more: object = {}, directive: object = {}, metadata: object = {}) {
  return {
    _aws: {
      Timestamp: Date.UTC(2026, 0, 5),
      CloudWatchMetrics: [
        {
          Namespace: "lambda-function-metrics",
          Dimensions: [["functionVersion"]],
          Metrics: [{ Name: "time", Unit: "Milliseconds", StorageResolution: 60 }],
          ...directive,
        },
      ],
      ...metadata,
    },
    functionVersion: "$LATEST",
    time: 100,
    requestId: "989ffbf8-9ace-4817-a57c-e4dd734019ee",
    ...more,
  };
}

function open(clock = createManualClock()) {
  const stage = openTestMetrics(clock);
  const receive = createEmbeddedMetrics({ ...stage, metrics: stage.metrics() });
  const log = (line: string) =>
    receive({
      functionName: "parcels",
      logGroup,
      logStream: "a",
      timestampMs: stage.clock.nowMs(),
      line,
    });
  return {
    ...stage,
    log,
    custom: () => stage.metrics().custom(),
    notices: () => stage.reports.all().map(({ message, times }) => [message, times]),
  };
}

const time = {
  namespace: "lambda-function-metrics",
  name: "time",
  dimensions: { functionVersion: "$LATEST" },
  unit: "Milliseconds",
};

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
test("metrics are extracted from a log line", () => {
  const { log, custom, notices } = open();
  log(JSON.stringify(documentOf()));
  log(JSON.stringify(documentOf({ time: [1, 2, 3] })));
  expect(custom()).toEqual([{ ...time, count: 4, sum: 106 }]);
  expect(notices()).toEqual([]);
});

test("what Lambda puts before a line of text does not matter", () => {
  const { log, custom } = open();
  log(
    `2026-01-05T00:00:00.000Z\t989ffbf8-9ace-4817-a57c-e4dd734019ee\tINFO\t${JSON.stringify(documentOf())}`,
  );
  expect(custom()).toMatchObject([{ sum: 100 }]);
});

test("each set of dimensions is a metric of its own, an empty one too, and without a unit it is None", () => {
  const { log, custom } = open();
  const directive = {
    Dimensions: [[], ["functionVersion"], ["functionVersion", "requestId"]],
    Metrics: [{ Name: "time" }],
  };
  log(JSON.stringify(documentOf({}, directive)));
  const found = custom().map(({ dimensions, unit }) => [Object.keys(dimensions).length, unit]);
  expect(found.toSorted()).toEqual([
    [0, "None"],
    [1, "None"],
    [2, "None"],
  ]);
});

test("the document's own time counts", () => {
  const { log, metrics, clock } = open();
  const Timestamp = clock.nowMs() - 90 * minuteMs;
  log(JSON.stringify(documentOf({}, {}, { Timestamp })));
  expect(metrics().read({ ...time, unit: "Milliseconds" }, 0, clock.nowMs())).toMatchObject([
    { startMs: Timestamp },
  ]);
});

test("what Powertools writes is extracted", () => {
  // Powertools compares times with this machine's clock.
  const { log, custom } = open(createManualClock(Date.now()));
  const powertools = new Powertools({ namespace: "Post", serviceName: "Parcels" });
  powertools.addMetric("ParcelSent", "Count", 1);
  powertools.addMetric("ParcelSent", "Count", 2);
  log(JSON.stringify(powertools.serializeMetrics()));
  expect(custom()).toMatchObject([
    { namespace: "Post", name: "ParcelSent", dimensions: { service: "Parcels" }, sum: 3 },
  ]);
});

const directives = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Name: `m${index}` }));

test.each<[string, object, string]>([
  ["a dimension that is missing", documentOf({ functionVersion: undefined }), "Validation"],
  ["a dimension that is a number", documentOf({ functionVersion: 1 }), "Validation"],
  ["a metric that is missing", documentOf({ time: undefined }), "Validation"],
  ["a metric that is text", documentOf({ time: "100" }), "Validation"],
  ["a metric in a nested object", documentOf({ time: { value: 1 } }), "Validation"],
  ["101 values", documentOf({ time: Array(101).fill(1) }), "Validation"],
  ["101 metrics", documentOf({}, { Metrics: directives(101) }), "Validation"],
  ["31 dimensions", documentOf({}, { Dimensions: [Array(31).fill("requestId")] }), "Validation"],
  ["an unknown unit", documentOf({}, { Metrics: [{ Name: "time", Unit: "Days" }] }), "Validation"],
  ["a namespace of AWS", documentOf({}, { Namespace: "AWS/Lambda" }), "Validation"],
  ["an old time", documentOf({}, {}, { Timestamp: Date.UTC(2025, 0, 5) }), "Validation"],
  ["no time", documentOf({}, {}, { Timestamp: undefined }), "Parsing"],
  ["no dimensions", documentOf({}, { Dimensions: undefined }), "Parsing"],
  ["no metrics", documentOf({}, { Metrics: undefined }), "Parsing"],
  ["no namespace", documentOf({}, { Namespace: undefined }), "Parsing"],
])("a document with %s is ignored, counted, and reported once", (_what, document, kind) => {
  const { log, custom, notices, total } = open();
  log(JSON.stringify(document));
  log(JSON.stringify(document));
  expect(custom()).toEqual([]);
  expect(notices()).toEqual([
    [expect.stringMatching(/^CloudWatch ignores metrics that parcels logs: /), 2],
  ]);
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
  const errors = {
    namespace: "AWS/Logs",
    name: `EMF${kind}Errors`,
    dimensions: { LogGroupName: logGroup },
    unit: "None",
  } as const;
  expect(total(errors)).toEqual({ count: 2, sum: 2 });
});

test("a document with something after it is invalid, and a line that only mentions the format is none", () => {
  const { log, custom, notices } = open();
  log(`${JSON.stringify(documentOf())} and more`);
  log(`found "_aws" and "CloudWatchMetrics" in ${JSON.stringify(documentOf())}`);
  log(JSON.stringify({ message: JSON.stringify(documentOf()) }));
  log(JSON.stringify({ message: documentOf() }));
  expect(custom()).toEqual([]);
  expect(notices()).toEqual([
    ["CloudWatch ignores metrics that parcels logs: the line is not one JSON object", 1],
  ]);
});
