import { expect, onTestFinished, test } from "vitest";
import { openRuntimeApi } from "./environment/runtime-api.ts";

test("any HTTP client can be the runtime", async () => {
  // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
  const said: unknown[] = [];
  let asked = () => {};
  const ready = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const api = await openRuntimeApi({
    next: () => asked(),
    answer: (requestId, kind, body) => said.push([requestId, kind, body.toString()]),
    initError: (body) => said.push(["init", body.toString()]),
    outsideCall: () => {},
  });
  onTestFinished(() => api.close());
  const base = `http://${api.address}/2018-06-01/runtime`;
  const next = fetch(`${base}/invocation/next`);
  await ready;
  api.deliver({
    requestId: "r",
    payload: '{"text":"£"}',
    deadlineMs: 1234.4,
    functionArn: "arn:aws:lambda:eu-west-2:123456789012:function:f",
    traceHeader: "Root=1-2-3",
    clockOffsetMs: 60_000,
    isOutage: false,
  });
  const event = await next;
  expect(await event.json()).toEqual({ text: "£" });
  expect(Object.fromEntries(event.headers)).toMatchObject({
    "lambda-runtime-aws-request-id": "r",
    "lambda-runtime-deadline-ms": "1234",
    "lambda-runtime-invoked-function-arn": "arn:aws:lambda:eu-west-2:123456789012:function:f",
    "lambda-runtime-trace-id": "Root=1-2-3",
    "stagecraft-clock-offset-ms": "60000",
  });
  const post = (path: string, body: string) => fetch(`${base}${path}`, { method: "POST", body });
  expect((await post("/invocation/r/response", '"é"')).status).toBe(202);
  expect((await post("/invocation/r/error", "{}")).status).toBe(202);
  expect((await post("/init/error", "{}")).status).toBe(202);
  expect((await post("/elsewhere", "")).status).toBe(404);
  expect(said).toEqual([
    ["r", "response", '"é"'],
    ["r", "error", "{}"],
    ["init", "{}"],
  ]);
});
