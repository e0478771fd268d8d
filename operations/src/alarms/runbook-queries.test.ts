import { logFields } from "@stagecraft/contracts/telemetry/log-fields";
import { expect, test } from "vitest";
import { runbooks, runbookText } from "../../testing/runbooks.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const insightsFields = ["@timestamp", "@message", "@log", "@logStream"];

/** What each line of a function has: Powertools' own fields, the declared ones, and a described error. */
const lineFields = [
  ...["level", "message", "service", ...Object.keys(logFields), "applied.0"],
  ...["fault.name", "fault.message", "fault.code", "fault.cause.name"],
];

/** Lambda's own lines: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const platformFields = [
  ...["type", "record.status", "record.requestId"],
  ...["durationMs", "billedDurationMs", "initDurationMs", "memorySizeMB", "maxMemoryUsedMB"].map(
    (metric) => `record.metrics.${metric}`,
  ),
];

/** The access log that SST gives an HTTP API: .sst/platform/src/components/aws/apigatewayv2.ts */
const accessLogFields = [
  ...["requestTime", "requestId", "httpMethod", "path", "routeKey", "status"],
  ...["responseLatency", "integrationLatency", "integrationStatus", "ip", "userAgent"],
];

const known = new Set([...insightsFields, ...lineFields, ...platformFields, ...accessLogFields]);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const keywords = new Set(
  "fields filter stats sort limit parse by as asc desc in like and or not".split(" "),
);

/** The fields that a query reads: its names without strings, patterns, functions, keywords and the names it gives itself. */
function fieldsOf(query: string): readonly string[] {
  const given = [...query.matchAll(/\bas (\w+)|\(\?<(\w+)>/g)].map(([, as, group]) => as ?? group);
  const names = query
    .replaceAll(/"[^"]*"/g, "")
    .replaceAll(/ \/(?! ).*?\/(?=\s)/g, " ")
    .matchAll(/(?<![\w.@])@?[A-Za-z_][\w.]*(?!\w*\()/g);
  return [...names]
    .map(([name]) => name)
    .filter((name) => !keywords.has(name) && !given.includes(name));
}

const queriesOf = (file: string) =>
  [...runbookText(file).matchAll(/^```sql\n(.*?)^```/gms)].map(([, query = ""]) => query);

test.each(runbooks)("the queries of %s read only fields that are written", (file) => {
  const queries = queriesOf(file);
  expect(queries.length).toBeGreaterThan(0);
  expect(queries.flatMap(fieldsOf).filter((name) => !known.has(name))).toEqual([]);
});

test("a field that nobody writes is found", () => {
  const query =
    'filter level = "ERROR" and @message like /database\\./\n| stats pct(waitedMs, 99) as p99 by customer, bin(1m)\n| sort p99 desc\n';
  expect(fieldsOf(query)).toEqual(["level", "@message", "waitedMs", "customer"]);
});
