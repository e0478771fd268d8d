import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import {
  parent,
  recordSpans,
  sampled,
  unsampled,
} from "@stagecraft/observability/testing/record-spans";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { stepFunctions } from "./step-functions.ts";
import { traceSdkCalls } from "./trace-sdk-calls.ts";

const root = "Root=1-5759e988-bd862e3fe1be46a994272793";
const lineage = "Lineage=1:a87bd80c:1";
const invocationHeader = `${root};Parent=${parent.spanId};Sampled=1;${lineage}`;

const settings = { region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
const input = { stateMachineArn: "machine", name: "order", input: '{"secret":1}' };

/** Each starts an execution at the address, with up to three attempts. */
const clients = {
  jsonClient(endpoint: string) {
    const environment = { ...settings, endpoint };
    const client = stepFunctions({ maxAttempts: 3, requestTimeoutMs: 10_000, environment });
    return () => client.call("StartExecution", input);
  },
  traceSdkCalls(endpoint: string) {
    const client = traceSdkCalls(new SFNClient({ ...settings, endpoint, maxAttempts: 3 }));
    onTestFinished(() => client.destroy());
    return () => client.send(new StartExecutionCommand(input));
  },
};

/** Starts executions at a local server, whose responses have these statuses, and the headers that the server got. */
async function serve(
  createClient: (endpoint: string) => () => Promise<unknown>,
  ...statuses: readonly number[]
) {
  // Lambda sets both, and the SDK sends the header only where both are.
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "traced");
  vi.stubEnv("_X_AMZN_TRACE_ID", invocationHeader);
  onTestFinished(() => void vi.unstubAllEnvs());
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const status = statuses[received.length] ?? 200;
      received.push(request.headers);
      response.writeHead(status, { "x-amzn-requestid": `request-${received.length}` });
      const refusal = { __type: status === 400 ? "StateMachineDoesNotExist" : "InternalFailure" };
      response.end(JSON.stringify(status === 200 ? { executionArn: "a", startDate: 0 } : refusal));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const start = createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { start, received };
}

describe.each(Object.entries(clients))("%s", (_name, createClient) => {
  test("a call is a span, which the service gets as the parent in X-Ray's header", async () => {
    const ended = recordSpans();
    const { start, received } = await serve(createClient);
    await inSpan("invocation", {}, start, sampled);
    const [call, invocation] = ended;
    expect(call).toMatchObject({
      name: "SFN.StartExecution",
      kind: SpanKind.CLIENT,
      parentSpanContext: invocation?.spanContext(),
      // https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/
      attributes: {
        "rpc.system.name": "aws-api",
        "rpc.method": "SFN/StartExecution",
        "aws.request_id": "request-1",
      },
    });
    expect(call?.attributes).not.toHaveProperty("http.request.resend_count");
    // Lambda finds loops by the lineage: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
    expect(received.map((headers) => headers["x-amzn-trace-id"])).toEqual([
      `${root};Parent=${call?.spanContext().spanId};Sampled=1;${lineage}`,
    ]);
  });

  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
  test("the attempts of a call are one span, which counts the repeated ones", async () => {
    const ended = recordSpans();
    const { start, received } = await serve(createClient, 500, 503, 200);
    await inSpan("invocation", {}, start, sampled);
    expect(received).toHaveLength(3);
    expect(new Set(received.map((headers) => headers["x-amzn-trace-id"])).size).toBe(1);
    expect(ended).toHaveLength(2);
    expect(ended[0]?.attributes["http.request.resend_count"]).toBe(2);
  });

  test("a refused call is a failed span with the error's name", async () => {
    const ended = recordSpans();
    const { start } = await serve(createClient, 400);
    const call = inSpan("invocation", {}, start, sampled);
    await expect(call).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
    expect(ended[0]?.status.code).toBe(SpanStatusCode.ERROR);
    expect(ended[0]?.attributes["error.type"]).toBe("StateMachineDoesNotExist");
  });

  test("a call that is not sampled hands the invocation's header on, and makes no span", async () => {
    const ended = recordSpans();
    const { start, received } = await serve(createClient);
    await inSpan("invocation", {}, start, unsampled);
    expect(ended).toEqual([]);
    expect(received[0]?.["x-amzn-trace-id"]).toBe(invocationHeader);
  });

  test("no span has what a call sends", async () => {
    const ended = recordSpans();
    const { start } = await serve(createClient, 400);
    await inSpan("invocation", {}, start, sampled).catch(() => {});
    expect(
      JSON.stringify(ended.map(({ attributes, events }) => [attributes, events])),
    ).not.toContain("secret");
  });
});
