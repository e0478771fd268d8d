import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SQSClient,
  type SQSClientConfig,
} from "@aws-sdk/client-sqs";
import { createNetwork } from "@stagecraft/plan/network/network";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { AwsClient } from "aws4fetch";
import { expect, onTestFinished, test, vi } from "vitest";
import { AwsError } from "../common/aws-error.ts";
import type { Call, Operation } from "../common/operation.ts";
import { createAuthority } from "../iam/authority.ts";
import { createIdentities } from "../iam/credentials.ts";
import { createReports } from "../stage/report.ts";
import type { MeasuredCall } from "./aws-service.ts";
import { jsonService } from "./json-protocol.ts";
import { listen } from "./listen.ts";
import { serveRequests } from "./serve-requests.ts";

const roleArn = "arn:aws:iam::123456789012:role/api-probe";
const queueArn = "arn:aws:sqs:eu-west-1:123456789012:letters";
const caller = { kind: "role", roleArn, functionName: "api-probe" } as const;

/** A plan whose function may list queues, and is in a VPC without egress when `vpc` is given. */
const plan = planOf([
  "aws:iam/role:Role",
  "ApiProbe",
  {
    name: "api-probe",
    assumeRolePolicy: {
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    },
    inlinePolicies: [
      {
        name: "inline",
        policy: { Statement: [{ Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" }] },
      },
    ],
  },
  { arn: roleArn, id: "api-probe" },
]);

async function openEndpoint(
  options: {
    run?: (input: unknown, call: Call) => unknown;
    offsetMs?: number;
    inVpc?: boolean;
    measure?: (call: MeasuredCall) => void;
  } = {},
) {
  const nowMs = () => Date.now() + (options.offsetMs ?? 0);
  const calls: Call[] = [];
  const operation = (action: string): Operation => ({
    permissions: () => [{ action, resource: queueArn }],
    run(input, call) {
      calls.push(call);
      return options.run ? options.run(input, call) : { QueueUrls: ["one"] };
    },
  });
  const identities = createIdentities();
  const credentials = identities.issue(caller);
  const reports = createReports(() => {});
  const vpc = { subnetIds: ["subnet-1"], securityGroupIds: [] };
  const listener = await listen(
    0,
    serveRequests(
      {
        services: {
          sqs: {
            ...jsonService("SQS", "sqs", {
              ListQueues: operation("sqs:ListQueues"),
              GetQueueUrl: operation("sqs:GetQueueUrl"),
            }),
            ...(options.measure && { measure: options.measure }),
          },
        },
        callers: [functionNamed("api-probe", { roleArn, ...(options.inVpc ? { vpc } : {}) })],
        authority: createAuthority(plan, nowMs),
        network: createNetwork(plan),
        identities,
        reports,
        nowMs,
      },
      (_request, response) => void response.end("the HTTP API"),
    ),
  );
  onTestFinished(() => listener.close());
  const url = `http://127.0.0.1:${listener.port}`;
  const client = (config: SQSClientConfig = {}) => {
    const sqs = new SQSClient({
      endpoint: url,
      region: "eu-west-1",
      credentials,
      maxAttempts: 1,
      ...config,
    });
    onTestFinished(() => sqs.destroy());
    return sqs;
  };
  return { url, client, calls, credentials, reports, listener };
}

test("a signed call reaches its operation with its caller, and gets the answer", async () => {
  const { client, calls } = await openEndpoint();
  const { QueueUrls, $metadata } = await client().send(new ListQueuesCommand({}));
  expect(QueueUrls).toEqual(["one"]);
  expect(calls).toMatchObject([{ caller, requestId: $metadata.requestId }]);
});

test("a service measures its calls, with their output or their error, but none that was denied", async () => {
  const measured: MeasuredCall[] = [];
  const measure = (call: MeasuredCall) => void measured.push(call);
  const error = new AwsError("InvalidAddress", "no");
  const run = (input: unknown) => {
    if ((input as { MaxResults?: number }).MaxResults === 1) throw error;
    return { QueueUrls: ["one"] };
  };
  const { client } = await openEndpoint({ measure, run });
  await client().send(new ListQueuesCommand({}));
  const failing = client().send(new ListQueuesCommand({ MaxResults: 1 }));
  await expect(failing).rejects.toThrow("no");
  await expect(client().send(new GetQueueUrlCommand({ QueueName: "a" }))).rejects.toThrow(
    /is not authorized/,
  );
  const operation = "ListQueues";
  const durationMs = expect.any(Number);
  expect(measured).toEqual([
    { operation, input: {}, output: { QueueUrls: ["one"] }, durationMs },
    { operation, input: { MaxResults: 1 }, error, durationMs },
  ]);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
test.each<[what: string, change: object, name: string, message: RegExp]>([
  [
    "with a wrong secret",
    { secretAccessKey: "wrong" },
    "InvalidSignatureException",
    /^The request signature we calculated does not match the signature you provided\./,
  ],
  [
    "with a key that nobody holds",
    { accessKeyId: "ASIANOBODY" },
    "InvalidClientTokenId",
    /^The security token included in the request is invalid\.$/,
  ],
  [
    "with another session's token",
    { sessionToken: "another" },
    "InvalidClientTokenId",
    /^The security token included in the request is invalid\.$/,
  ],
])("a call %s is refused as by AWS", async (_what, change, name, message) => {
  const { client, credentials, calls } = await openEndpoint();
  const calling = client({ credentials: { ...credentials, ...change } }).send(
    new ListQueuesCommand({}),
  );
  await expect(calling).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: 403 },
  });
  expect(calls).toEqual([]);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
test("a denied call is AccessDenied in the SDK, and a notice", async () => {
  const { client, calls, reports } = await openEndpoint();
  const calling = client().send(new GetQueueUrlCommand({ QueueName: "letters" }));
  await expect(calling).rejects.toMatchObject({
    name: "AccessDenied",
    message: `User: arn:aws:sts::123456789012:assumed-role/api-probe/api-probe is not authorized to perform: sqs:GetQueueUrl on resource: ${queueArn} because no identity-based policy allows the sqs:GetQueueUrl action`,
    $metadata: { httpStatusCode: 403 },
    $fault: "client",
  });
  expect(calls).toEqual([]);
  expect(reports.all()).toMatchObject([
    {
      kind: "denied",
      message: expect.stringMatching(/^api-probe may not sqs:GetQueueUrl on arn:aws:sqs:/),
    },
  ]);
});

test("an operation that is not implemented is named with its service", async () => {
  const { client } = await openEndpoint();
  const calling = client().send(new CreateQueueCommand({ QueueName: "another" }));
  await expect(calling).rejects.toMatchObject({
    name: "NotImplemented",
    message: "not implemented here: SQS.CreateQueue",
    $metadata: { httpStatusCode: 501 },
  });
});

test.each([
  ["dynamodb", { "x-amz-target": "DynamoDB_20120810.PutItem" }, "DynamoDB_20120810.PutItem"],
  ["iam", {}, "iam"],
  ["constructor", {}, "constructor"],
])("a service that is not implemented (%s) is named", async (service, headers, named) => {
  const { url, credentials } = await openEndpoint();
  const aws = new AwsClient({ ...credentials, region: "eu-west-1", service, retries: 0 });
  const response = await aws.fetch(url, { method: "POST", body: "{}", headers });
  expect(response.status).toBe(501);
  expect(await response.json()).toEqual({
    __type: "NotImplemented",
    message: `not implemented here: ${named}`,
  });
  expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
});

test("an operation with the name of an object's method is not implemented", async () => {
  const { url, credentials } = await openEndpoint();
  const aws = new AwsClient({ ...credentials, region: "eu-west-1", service: "sqs", retries: 0 });
  const headers = { "x-amz-target": "AmazonSQS.constructor" };
  const response = await aws.fetch(url, { method: "POST", body: "{}", headers });
  expect(response.status).toBe(501);
});

test("an incomplete signature is answered", async () => {
  const { url } = await openEndpoint();
  const headers = {
    authorization: "AWS4-HMAC-SHA256 Credential=A/20261123/eu-west-1/sqs/aws4_request",
  };
  const response = await fetch(url, { method: "POST", headers });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: "IncompleteSignatureException" });
});

test("a call without a signature goes to the HTTP API", async () => {
  const { url } = await openEndpoint();
  expect(await (await fetch(`${url}/api-probe`)).text()).toBe("the HTTP API");
});

// SDKs correct their clock by the Date header of answers and refusals.
test("an SDK whose clock is behind the stage's corrects it", async () => {
  const hourMs = 3_600_000;
  const { client, url } = await openEndpoint({ offsetMs: hourMs });
  const sqs = client({ maxAttempts: 2 });
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual(["one"]);
  expect((await sqs.send(new ListQueuesCommand({}))).$metadata.attempts).toBe(1);
  const headers = { authorization: "AWS4-HMAC-SHA256" };
  const { headers: answered } = await fetch(url, { headers });
  expect(Date.parse(answered.get("date") ?? "") - Date.now()).toBeGreaterThan(hourMs - 5_000);
});

// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
test("a call without a network path gets no answer, and the reason is a notice", async () => {
  const { client, reports } = await openEndpoint({ inVpc: true });
  const calling = client({
    requestHandler: { requestTimeout: 150, throwOnRequestTimeout: true },
  }).send(new ListQueuesCommand({}));
  await expect(calling).rejects.toMatchObject({ name: "TimeoutError" });
  expect(reports.all()).toMatchObject([
    {
      kind: "unreachable",
      message:
        "api-probe calls SQS and gets no answer: api-probe is in a private subnet without a NAT or an endpoint for sqs",
    },
  ]);
});

test("an operation's signal is aborted when its caller disconnects", async () => {
  const gone = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const { client } = await openEndpoint({
    run(_input, { signal }) {
      signal.addEventListener("abort", () => gone.resolve());
      begun.resolve();
      return gone.promise;
    },
  });
  const abort = new AbortController();
  const calling = client().send(new ListQueuesCommand({}), { abortSignal: abort.signal });
  await begun.promise;
  abort.abort();
  await expect(calling).rejects.toMatchObject({ name: "AbortError" });
  await gone.promise;
});

test("an error of the stage is a 500 without details, and is printed", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => printed.mockRestore());
  const mistake = new Error("a secret detail");
  const { client } = await openEndpoint({ run: () => Promise.reject(mistake) });
  await expect(client().send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: "InternalFailure",
    message: "The local stage failed; see its output.",
    $metadata: { httpStatusCode: 500 },
  });
  expect(printed).toHaveBeenCalledWith(mistake);
});
