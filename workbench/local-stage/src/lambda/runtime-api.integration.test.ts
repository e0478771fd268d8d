import { request as startRequest } from "node:http";
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

// On Lambda only the environment's own process reaches the Runtime API.
test("a process that does not know the secret gets no event, and one that asks twice is refused", async () => {
  const reports: string[] = [];
  let asked = () => {};
  const ready = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const api = await openRuntimeApi({
    next: () => asked(),
    answer: (requestId) => void reports.push(requestId),
    initError: () => void reports.push("init"),
    outsideCall: () => void reports.push("outside"),
  });
  onTestFinished(() => api.close());
  const [host = "", secret = ""] = api.address.split("/");
  const other = secret.replaceAll(/./g, "x");
  const statusOf = (request: { path: string; method?: string; host?: string }) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { path, method = "GET" } = request;
      const headers = { host: request.host ?? host };
      const [hostname, port] = host.split(":");
      const sent = startRequest({ hostname, port, path, method, headers, agent: false });
      sent.once("error", reject).once("response", ({ statusCode }) => resolve(statusCode));
      sent.end();
    });
  const next = "/2018-06-01/runtime/invocation/next";
  expect(await statusOf({ path: next })).toBe(403);
  expect(await statusOf({ path: `/${other}${next}` })).toBe(403);
  expect(await statusOf({ path: `/${secret}${next}`, host: "page.example" })).toBe(403);
  for (const path of ["init/error", "invocation/r/response", "outside-call"]) {
    expect(await statusOf({ path: `/${other}/2018-06-01/runtime/${path}`, method: "POST" })).toBe(
      403,
    );
  }
  expect(reports).toEqual([]);

  const event = fetch(`http://${api.address}${next}`);
  await ready;
  expect(await statusOf({ path: `/${secret}${next}` })).toBe(403);
  api.deliver({
    requestId: "r",
    payload: "{}",
    deadlineMs: 0,
    functionArn: "f",
    traceHeader: "",
    clockOffsetMs: 0,
    isOutage: false,
  });
  expect((await event).status).toBe(200);
});
