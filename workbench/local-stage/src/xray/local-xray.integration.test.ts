import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { AlwaysOnSampler, type ReadableSpan, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Plan } from "@stagecraft/plan/plan";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { withInputs } from "../../testing/edit-plan.ts";
import { stateDirectory } from "../../testing/probe-stage.ts";
import { until } from "../../testing/until.ts";
import { startStage } from "../start-stage.ts";
import { spansFile } from "./span-log.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
let program: FixtureProgram;
let plan: Plan;
beforeAll(async () => {
  program = await fixtureProgram("traced", fixtures);
  plan = await program.plan("test");
});
afterAll(() => program.remove());

/** A stage with functions that send a datagram to their daemon, and the names of the spans in its log group. */
async function openTraced(edited = plan) {
  const directory = stateDirectory();
  const stage = await startStage(edited, { root: program.root, directory, seed: 1 });
  onTestFinished(() => stage.stop());
  return {
    stage,
    async send(path: "active" | "pass-through", datagram: string): Promise<string> {
      const response = await fetch(`${stage.url}/${path}`, { method: "POST", body: datagram });
      return ((await response.json()) as { readonly traceHeader: string }).traceHeader;
    },
    spanNames(): readonly string[] {
      if (!existsSync(spansFile(directory))) return [];
      const lines = readFileSync(spansFile(directory), "utf8").split("\n").filter(Boolean);
      return lines.map((each) => JSON.parse(JSON.parse(each).line).name);
    },
  };
}

/** A datagram with one span. */
function datagramOf(name: string, prefix: "T1S" | "T1U" = "T1S"): string {
  const ended: ReadableSpan[] = [];
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [
      {
        onStart() {},
        onEnd: (span) => void ended.push(span),
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  provider.getTracer("test").startSpan(name).end();
  const request = ProtobufTraceSerializer.serializeRequest(ended) ?? new Uint8Array();
  return `{"format":"json","version":1}\n${prefix}${Buffer.from(request).toString("base64")}`;
}

test("the spans that a function sends to its daemon are in the log group", async () => {
  const { send, spanNames, stage } = await openTraced();
  await send("active", datagramOf("first"));
  await send("pass-through", datagramOf("second"));
  await until("both spans are written", () => spanNames().length === 2);
  expect(spanNames()).toEqual(["first", "second"]);
  expect(stage.notices()).toEqual([]);
  expect(stage.permissionsUsed().map(({ action }) => action)).toContain("xray:PutTraceSegments");
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
test("a request to a function with active tracing is sampled, and one to another function is not", async () => {
  const { send, spanNames } = await openTraced();
  expect(await send("active", datagramOf("sampled"))).toMatch(/;Sampled=1;/);
  expect(await send("pass-through", datagramOf("unsampled", "T1U"))).toMatch(/;Sampled=0;/);
  await send("active", datagramOf("later"));
  await until("the last span is written", () => spanNames().includes("later"));
  expect(spanNames()).not.toContain("unsampled");
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/omni-send-application-telemetry-from-aws-lambda.html
test("without the permission the spans are lost, and the stage names the policy that comes nearest", async () => {
  const denied = withInputs(plan, "ActiveTracingRole", (inputs) =>
    JSON.parse(JSON.stringify(inputs).replace('"xray:PutTraceSegments"', '"xray:PutTelemetry*"')),
  );
  const { send, spanNames, stage } = await openTraced(denied);
  await send("active", datagramOf("denied"));
  await until("the stage says something", () => stage.notices().length > 0);
  expect(stage.notices()).toMatchObject([
    {
      kind: "denied",
      message: expect.stringMatching(
        /^the spans of ActiveTracing are lost: it may not xray:PutTraceSegments\n.*xray:PutTelemetry\*/s,
      ),
    },
  ]);
  expect(spanNames()).toEqual([]);
});

test("a datagram that the stage cannot read is reported with its function", async () => {
  const { send, stage } = await openTraced();
  await send("active", '{"format":"json","version":1}\n{"trace_id":"1-5759e988"}');
  await until("the stage says something", () => stage.notices().length > 0);
  expect(stage.notices()).toMatchObject([
    { kind: "failed", message: expect.stringContaining("ActiveTracing sent X-Ray's daemon") },
  ]);
});
