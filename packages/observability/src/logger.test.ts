import { Logger } from "@aws-lambda-powertools/logger";
import { expect, test, vi } from "vitest";
import { createLog, type LogSettings } from "./logger.ts";

const declared = { status: "number", parcelId: "text", reason: "text" } as const;

/** A log, and the lines that it has written. */
function openLog(settings: Partial<LogSettings> = {}) {
  const lines: { [field: string]: unknown }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  return { log: createLog(declared, { service: "Parcels", write, ...settings }), lines };
}

test("a line has the declared fields only", () => {
  const { log, lines } = openLog();
  const fields = { status: 201, parcelId: "par_1", body: "secret", reason: undefined };
  log.warn("request", fields);
  expect(lines).toEqual([
    {
      level: "WARN",
      message: "request",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      service: "Parcels",
      status: 201,
      parcelId: "par_1",
    },
  ]);
});

test("a line has the names of Powertools' logger, so that queries and tools for its lines read these", () => {
  // Then it writes to the console, and not past it.
  vi.stubEnv("POWERTOOLS_DEV", "true");
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793");
  const written = vi.spyOn(console, "info").mockImplementation(() => {});
  const fields = { status: 201, parcelId: "par_1" };
  new Logger({ serviceName: "Parcels" }).info("request", fields);
  const theirs = JSON.parse(String(written.mock.calls[0]?.[0]));
  const { log, lines } = openLog();
  log.info("request", fields);
  written.mockRestore();
  vi.unstubAllEnvs();
  const { timestamp, sampling_rate: _, ...rest } = theirs;
  expect(lines).toEqual([{ ...rest, timestamp: expect.any(String) }]);
  expect(Number.isNaN(Date.parse(timestamp))).toBe(false);
});

test("an error is described beside the fields", () => {
  const { log, lines } = openLog();
  log.error("request", {}, new RangeError("too far"));
  expect(lines).toMatchObject([{ fault: { name: "RangeError", message: "too far" } }]);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
test("a line has the trace of the invocation", () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=a;Sampled=1");
  const { log, lines } = openLog();
  log.info("request", {});
  vi.unstubAllEnvs();
  expect(lines).toMatchObject([{ xray_trace_id: "1-5759e988-bd862e3fe1be46a994272793" }]);
});

test.each<[string, Partial<LogSettings>, string[]]>([
  ["INFO by default", {}, ["INFO", "WARN", "ERROR"]],
  ["the level", { level: "WARN" }, ["WARN", "ERROR"]],
  ["Lambda's lowest level", { level: "trace" }, ["DEBUG", "INFO", "WARN", "ERROR"]],
  ["Lambda's highest level", { level: "FATAL" }, []],
  ["DEBUG in a share of the environments", { debugShare: 1 }, ["DEBUG", "INFO", "WARN", "ERROR"]],
])("%s is the lowest that is written", (_what, settings, levels) => {
  const { log, lines } = openLog(settings);
  log.debug("a", {});
  log.info("a", {});
  log.warn("a", {});
  log.error("a", {});
  expect(lines.map(({ level }) => level)).toEqual(levels);
});
