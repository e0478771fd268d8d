import { functionNamed } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import type { Enqueue } from "../async-invoke/enqueue.ts";
import { AwsError } from "../common/aws-error.ts";
import type { InvocationOutcome, Invoke } from "../common/invocation.ts";
import type { Call } from "../common/operation.ts";
import { TooManyRequests } from "../common/too-many-requests.ts";
import { functionNotFound } from "../lambda/versions/alias-errors.ts";
import { lambdaService } from "./lambda-service.ts";
import { openTestVersions } from "./testing/open-test-versions.ts";

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */

const arn = "arn:aws:lambda:eu-west-1:123456789012:function:api-probe";
const call: Call = {
  caller: { kind: "role", roleArn: "arn:aws:iam::123456789012:role/other", functionName: "other" },
  requestId: "1",
  traceHeader: "Root=1-2-3",
  signal: new AbortController().signal,
};

async function send(
  path: string,
  options: {
    outcome?: InvocationOutcome;
    body?: string;
    headers?: object;
    method?: string;
    query?: string;
  } = {},
) {
  const {
    outcome = { kind: "success", payload: { done: true }, requestId: "1" },
    body = '{"a":1}',
  } = options;
  const invoked: Parameters<Invoke>[] = [];
  const queued: Parameters<Enqueue>[] = [];
  const functions = [functionNamed("api-probe")];
  const service = lambdaService({
    functions,
    account: { region: "eu-west-1", accountId: "123456789012" },
    invoke: async (...given) => {
      invoked.push(given);
      return outcome;
    },
    enqueue: (...given) => {
      queued.push(given);
      return { kind: "queued", requestId: "1" };
    },
    versions: openTestVersions(functions),
    reserved: { of: () => undefined, set: () => {} },
    mappings: () => [],
  });
  const { operation: name, input } = service.read({
    method: options.method ?? "POST",
    path,
    query: options.query ?? "",
    headers: { ...options.headers },
    body: Buffer.from(body),
  });
  const operation = service.operations[name];
  if (!operation) return { name, invoked, queued };
  const permissions = operation.permissions(input);
  const answer = service.write(await operation.run(input, call));
  return { name, permissions, answer, invoked, queued };
}

test.each([
  "api-probe",
  "api-probe:$LATEST",
  "123456789012:function:api-probe",
  arn,
  `${encodeURIComponent(arn)}%3A%24LATEST`,
])("the function %s is found, and IAM is asked for its ARN", async (name) => {
  const { permissions, answer, invoked } = await send(`/2015-03-31/functions/${name}/invocations`);
  expect(permissions).toEqual([{ action: "lambda:InvokeFunction", resource: arn }]);
  expect(answer).toMatchObject({ status: 200, body: '{"done":true}' });
  // The endpoint has already asked IAM: the permission must count once in the evidence.
  expect(invoked).toEqual([
    [arn, { a: 1 }, { caller: { kind: "operator" }, requestId: "1", traceHeader: "Root=1-2-3" }],
  ]);
});

test.each([
  ["a qualified name", "/api-probe:live", "live"],
  ["a qualified ARN", `/${encodeURIComponent(`${arn}:7`)}`, "7"],
  ["a query", "/api-probe", "live", "Qualifier=live"],
  ["both", "/api-probe:live", "live", "Qualifier=live"],
])(
  "the version or alias in %s is invoked, and IAM is asked for it",
  async (_what, path, qualifier, query = "") => {
    const sent = await send(`/2015-03-31/functions${path}/invocations`, {
      query,
      outcome: { kind: "success", payload: 1, requestId: "1", executedVersion: "7" },
    });
    const resource = `${arn}:${qualifier}`;
    expect(sent.permissions).toEqual([{ action: "lambda:InvokeFunction", resource }]);
    expect(sent.invoked).toMatchObject([[resource, { a: 1 }, {}]]);
    expect(sent.answer?.headers).toMatchObject({ "x-amz-executed-version": "7" });
  },
);

test("a name and a query with different qualifiers are refused", async () => {
  const path = "/2015-03-31/functions/api-probe:live/invocations";
  await expect(send(path, { query: "Qualifier=1" })).rejects.toMatchObject({
    code: "InvalidParameterValueException",
  });
});

test("an event for a version or an alias is not implemented, and says so", async () => {
  const headers = { "x-amz-invocation-type": "Event" };
  const path = "/2015-03-31/functions/api-probe:live/invocations";
  await expect(send(path, { headers })).rejects.toMatchObject({ code: "NotImplemented" });
});

test.each(["nobody", "api-probe-2", arn.replace("123456789012", "999999999999")])(
  "the function %s does not exist",
  async (name) => {
    const sending = send(`/2015-03-31/functions/${name}/invocations`);
    await expect(sending).rejects.toMatchObject({ code: "ResourceNotFoundException", status: 404 });
  },
);

// Recorded from AWS by LocalStack: test_lambda.snapshot.json, test_invoke_exceptions and test_lambda_alias_moving.
test.each([
  ["nobody", "", ":nobody"],
  ["nobody", "Qualifier=live", ":nobody:live"],
  ["123456789012:function:nobody:3", "", ":nobody:3"],
  ["arn:aws:lambda:us-east-1:123456789012:function:nobody", "", ":nobody"],
])("what is not found is named by its whole ARN: %s %s", async (name, query, end) => {
  const region = name.startsWith("arn:") ? "us-east-1" : "eu-west-1";
  await expect(
    send(`/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, { query }),
  ).rejects.toThrow(`Function not found: arn:aws:lambda:${region}:123456789012:function${end}`);
});

// Recorded from AWS by LocalStack: test_lambda.snapshot.json, test_invalid_invoke.
test("a malformed name is refused with the pattern of names", async () => {
  const name = encodeURIComponent("arn:aws:lambda:eu-west-1:123400000000@function:myfn");
  await expect(send(`/2015-03-31/functions/${name}/invocations`)).rejects.toMatchObject({
    code: "ValidationException",
    status: 400,
    message: expect.stringMatching(
      /^1 validation error detected: Value 'arn:aws:lambda:eu-west-1:123400000000@function:myfn' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: \(arn:/,
    ),
  });
});

// Recorded from AWS by LocalStack: test_lambda.snapshot.json, test_lambda_concurrency_block, test_invoke_exceptions, test_invalid_invoke.
test.each([
  [
    new TooManyRequests("ReservedFunctionConcurrentInvocationLimitExceeded"),
    {
      Type: "User",
      message: "Rate Exceeded.",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    },
  ],
  [functionNotFound(arn, "live"), { Type: "User", Message: `Function not found: ${arn}:live` }],
  [new AwsError("ValidationException", "1 validation error"), { message: "1 validation error" }],
])("%s has the form of AWS's error", (error, body) => {
  const answer = lambdaService({
    functions: [],
    account: { region: "eu-west-1", accountId: "123456789012" },
    invoke: async () => ({ kind: "throttled", reason: "" }),
    enqueue: () => ({ kind: "queued", requestId: "1" }),
    versions: openTestVersions([]),
    reserved: { of: () => undefined, set: () => {} },
    mappings: () => [],
  }).refuse(error);
  expect(answer.headers["x-amzn-errortype"]).toBe(error.code);
  expect(JSON.parse(answer.body)).toEqual(body);
});

test("a function's error is a 200 with a header", async () => {
  const payload = { errorType: "Error", errorMessage: "broken" };
  const outcome = { kind: "function-error", payload, requestId: "1" } as const;
  const { answer } = await send("/2015-03-31/functions/api-probe/invocations", { outcome });
  expect(answer).toMatchObject({
    status: 200,
    headers: { "x-amz-function-error": "Unhandled" },
    body: JSON.stringify(payload),
  });
});

test.each<[what: string, options: Parameters<typeof send>[1], code: string, status: number]>([
  [
    "throttled",
    { outcome: { kind: "throttled", reason: "too many" } },
    "TooManyRequestsException",
    429,
  ],
  [
    "stopped in a recursive loop",
    { outcome: { kind: "recursive-loop", reason: "16 times" } },
    "RecursiveInvocationException",
    400,
  ],
  ["with a body that is no JSON", { body: "{" }, "InvalidRequestContentException", 400],
  [
    "of a type that is not implemented",
    { headers: { "x-amz-invocation-type": "DryRun" } },
    "NotImplemented",
    501,
  ],
])("an invocation %s is refused", async (_what, options, code, status) => {
  const sending = send("/2015-03-31/functions/api-probe/invocations", options);
  await expect(sending).rejects.toMatchObject({ code, status });
});

test("an event is put into the function's queue, and the answer is an empty 202", async () => {
  const headers = { "x-amz-invocation-type": "Event" };
  const { answer, invoked, queued } = await send("/2015-03-31/functions/api-probe/invocations", {
    headers,
  });
  expect(answer).toMatchObject({ status: 202, body: "" });
  expect(invoked).toEqual([]);
  expect(queued).toMatchObject([[arn, { a: 1 }, { caller: { kind: "operator" } }]]);
});

test("a name that is malformed is refused, and an empty body is an empty event", async () => {
  await expect(send("/2015-03-31/functions/%E0%A4%A/invocations")).rejects.toMatchObject({
    code: "InvalidParameterValueException",
  });
  const { invoked } = await send("/2015-03-31/functions/api-probe/invocations", { body: "" });
  expect(invoked[0]?.[1]).toEqual({});
});

test("another operation is named by its method and path", async () => {
  expect(await send("/2015-03-31/functions", { method: "GET" })).toMatchObject({
    name: "GET /2015-03-31/functions",
    invoked: [],
  });
});
