import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Bundle, Plan } from "@stagecraft/plan/plan";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { AwsClient } from "aws4fetch";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { withInputs, withoutAction, withoutResources } from "../testing/edit-plan.ts";
import {
  ask,
  buildProbe,
  logOf,
  openStage,
  type ProbeProgram,
  stateDirectory,
} from "../testing/probe-stage.ts";
import { until } from "../testing/until.ts";
import { PortTakenError } from "./endpoint/listen.ts";
import { readOperatorCredentials } from "./iam/operator-credentials.ts";
import { isAlive } from "./lambda/testing/start-lambda.ts";
import { readStageAddress } from "./stage/stage-address.ts";
import { StageStartError } from "./stage/stage-start-error.ts";
import { type Stage, startStage } from "./start-stage.ts";

let probe: ProbeProgram;
/** Without the database, which most of this does not need. */
let plan: Plan;

beforeAll(async () => {
  probe = await buildProbe();
  plan = probe.planWithoutDatabase;
});

afterAll(() => probe.remove());

const hourMs = 3_600_000;

describe("what runs", () => {
  test("a request to the API reaches its function, and its answer comes back", async () => {
    const stage = await openStage(plan, probe);
    const done = await ask(stage, "api-probe", { do: "echo", text: "hello" });
    expect(done).toEqual({ status: 200, result: "hello" });
    expect(stage.notices()).toEqual([]);
  });

  test("the operator invokes a function directly, and does not count as evidence", async () => {
    const stage = await openStage(plan, probe);
    const lambda = new AwsClient({
      ...keysOf(stage.operator),
      region: "eu-west-1",
      service: "lambda",
    });
    const invoke = (name: string) =>
      lambda.fetch(`${stage.url}/2015-03-31/functions/${name}/invocations`, {
        method: "POST",
        body: JSON.stringify({ body: JSON.stringify({ do: "echo", text: "psst" }) }),
      });
    const response = await invoke("probe-ApiProbe");
    expect(await response.json()).toEqual({ result: "psst" });
    expect((await invoke("nobody")).status).toBe(404);
    expect(
      stage.permissionsUsed().filter(({ action }) => action === "lambda:InvokeFunction"),
    ).toEqual([]);
  });

  test("used permissions are counted by role", async () => {
    const stage = await openStage(plan, probe);
    await ask(stage, "api-probe", { do: "send", messages: ["one", "two"] });
    const used = stage.permissionsUsed().find(({ action }) => action === "sqs:SendMessage");
    expect(used?.roleArn).toContain("ApiProbeRole");
    expect(used?.resource).toContain(":probe-test-MessagesQueue");
    expect(used?.times).toBe(2);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
  test("a poison message ends in the dead-letter queue after its last receive, and the others are processed", async () => {
    const directory = stateDirectory();
    const stage = await openStage(plan, probe, directory);
    await ask(stage, "api-probe", { do: "send", messages: ["whole", "failing"] });
    const isDead = () => depthOf(stage, "DeadLettersQueue")?.visible === 1;
    expect(await stage.settle({ done: isDead, skip: true })).toBe(true);
    expect(logOf(directory, "QueueConsumer").toSorted()).toEqual([
      'failed "failing" at receive 1',
      'failed "failing" at receive 2',
      'processed "whole" at receive 1',
    ]);
    expect(depthOf(stage, "MessagesQueue")).toEqual({ visible: 0, notVisible: 0, delayed: 0 });
  });

  test("time is still skipped while a dead-letter message is in its queue", async () => {
    const stage = await openStage(plan, probe);
    const dead = (count: number) => () => depthOf(stage, "DeadLettersQueue")?.visible === count;
    await ask(stage, "api-probe", { do: "send", messages: ["failing first"] });
    expect(await stage.settle({ done: dead(1), skip: true })).toBe(true);
    await ask(stage, "api-probe", { do: "send", messages: ["failing second"] });
    expect(await stage.settle({ done: dead(2), skip: true })).toBe(true);
  });

  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based
  test("a schedule fires when its time is skipped to, and its function sees the new time", async () => {
    const directory = stateDirectory();
    const stage = await openStage(plan, probe, directory);
    const startMs = stage.nowMs();
    const hasRun = () => logOf(directory, "ScheduleTarget").length > 0;
    expect(await stage.settle({ done: hasRun, skip: true })).toBe(true);
    const ranAtMs = Date.parse(logOf(directory, "ScheduleTarget")[0]?.replace("ran at ", "") ?? "");
    expect(ranAtMs - startMs).toBeGreaterThan(hourMs - 5_000);
    expect(ranAtMs - startMs).toBeLessThan(hourMs + 5_000);
  });

  test("a function and the operator can call AWS after time was skipped", async () => {
    const directory = stateDirectory();
    const stage = await openStage(plan, probe, directory);
    const send = () => ask(stage, "api-probe", { do: "send", messages: ["a message"] });
    expect(await send()).toMatchObject({ result: 1 });
    const hasRun = () => logOf(directory, "ScheduleTarget").length > 0;
    await stage.settle({ done: hasRun, skip: true });
    for (let count = 0; count < 3; count += 1) expect(await send()).toMatchObject({ result: 1 });
    // The operator's clock is the machine's; the SDK learns the stage's time from an error.
    const { url: endpoint, operator } = stage;
    const sqs = new SQSClient({ endpoint, region: "eu-west-1", credentials: keysOf(operator) });
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(2);
  });

  test("two stages run independently", async () => {
    const [oneDirectory, otherDirectory] = [stateDirectory(), stateDirectory()];
    const [one, other] = await Promise.all([
      openStage(plan, probe, oneDirectory),
      openStage(plan, probe, otherDirectory),
    ]);
    await ask(one, "api-probe", { do: "send", messages: ["for one"] });
    await until("one is processed", () => logOf(oneDirectory, "QueueConsumer").length > 0);
    expect(logOf(otherDirectory, "QueueConsumer")).toEqual([]);
    expect(other.permissionsUsed().filter(({ action }) => action === "sqs:SendMessage")).toEqual(
      [],
    );
  });

  test("a stopped stage leaves no process, and its data are kept for the next start", async () => {
    const directory = stateDirectory();
    const before = await openStage(probe.plan, probe, directory);
    await ask(before, "api-probe", { do: "echo", text: "hello" });
    await query(before, "create table kept as select 'here' as word");
    await before.stop();
    // A process is forgotten when it has ended.
    expect(registeredProcesses(directory)).toEqual([]);
    const after = await openStage(probe.plan, probe, directory);
    expect(await query(after, "select word from kept")).toEqual([{ word: "here" }]);
  });

  test("other processes of the person find a stage by its state while it runs", async () => {
    const directory = stateDirectory();
    expect(readStageAddress(directory)).toBeUndefined();
    const stage = await openStage(plan, probe, directory);
    expect(readStageAddress(directory)).toEqual({ url: stage.url });
    expect(readOperatorCredentials(directory)).toEqual(stage.operator.credentials);
    await stage.stop();
    expect(readStageAddress(directory)).toBeUndefined();
  });

  test("messages outlive the stage, with their receive counts", async () => {
    const directory = stateDirectory();
    const before = await openStage(plan, probe, directory);
    await ask(before, "api-probe", { do: "send", messages: ["failing"] });
    const received = (times: number) => () =>
      logOf(directory, "QueueConsumer").includes(`failed "failing" at receive ${times}`);
    await before.settle({ done: received(1), skip: false });
    await before.stop();
    const after = await openStage(plan, probe, directory);
    expect(await after.settle({ done: received(2), skip: true })).toBe(true);
  });

  test("skipped time outlives the stage", async () => {
    const directory = stateDirectory();
    const before = await openStage(plan, probe, directory);
    const hasRun = () => logOf(directory, "ScheduleTarget").length > 0;
    await before.settle({ done: hasRun, skip: true });
    const stoppedMs = before.nowMs();
    await before.stop();
    const after = await openStage(plan, probe, directory);
    expect(after.nowMs()).toBeGreaterThanOrEqual(stoppedMs);
    expect(after.nowMs() - Date.now()).toBeGreaterThan(hourMs - 10_000);
  });

  test("the processes of a killed stage end, and the next stage loses no message", async () => {
    const directory = stateDirectory();
    const child = await runStage(directory);
    const stage = { url: child.url };
    await ask(stage, "api-probe", { do: "send", messages: ["slow", "failing"] });
    await until("the slow one is being processed", () =>
      logOf(directory, "QueueConsumer").includes('waits on "slow"'),
    );
    child.process.kill("SIGKILL");
    await once(child.process, "exit");
    const processes = registeredProcesses(directory);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    await until("they are gone", () => processes.filter(isAlive).length === 0);

    const after = await startStage(probe.plan, { root: probe.root, directory });
    onTestFinished(() => after.stop());
    const isDone = () => {
      const { visible, notVisible } = depthOf(after, "MessagesQueue") ?? {};
      return visible === 0 && notVisible === 0;
    };
    expect(await after.settle({ done: isDone, skip: true })).toBe(true);
    expect(logOf(directory, "QueueConsumer")).toContain('processed "slow" at receive 2');
    // What was logged last before the kill may be lost. Where the failing message went is not lost.
    expect(depthOf(after, "DeadLettersQueue")?.visible).toBe(1);
  });

  test("the message of a function that cannot be started is kept, and the error is reported", async () => {
    const lost = { ...plan.bundles.QueueConsumer, directory: "nowhere" } as Bundle;
    const stage = await openStage(
      { ...plan, bundles: { ...plan.bundles, QueueConsumer: lost } },
      probe,
    );
    await ask(stage, "api-probe", { do: "send", messages: ["unread"] });
    await until("it is reported", () => stage.notices().length > 0);
    expect(stage.notices()[0]?.message).toMatch(
      /^MessagesSubscriber\w+ could not invoke QueueConsumer: .*nowhere/s,
    );
    expect(await ask(stage, "api-probe", { do: "echo", text: "still here" })).toMatchObject({
      status: 200,
    });
    expect(depthOf(stage, "MessagesQueue")?.notVisible).toBe(1);
  });

  test("a failed start leaves nothing running, and the state can be opened again", async () => {
    const directory = stateDirectory();
    const taken = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const starting = startStage(probe.plan, { root: probe.root, directory, port });
    await expect(starting).rejects.toThrow(PortTakenError);
    expect(registeredProcesses(directory)).toEqual([]);
    await openStage(plan, probe, directory);
  });
});

/** Each test removes a permission from the Plan and expects what AWS would do. */
describe("what is not allowed", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  test("a function whose role has no permission runs, and can do nothing", async () => {
    const stage = await openStage(plan, probe);
    expect(await ask(stage, "ungranted-probe", { do: "echo", text: "hello" })).toMatchObject({
      result: "hello",
    });
    for (const [task, action] of [
      [{ do: "send", messages: ["a message"] }, "sqs:SendMessage"],
      [{ do: "receive" }, "sqs:ReceiveMessage"],
    ] as const) {
      const { error } = await ask(stage, "ungranted-probe", task);
      expect(error?.name).toBe("AccessDenied");
      expect(error?.message).toMatch(
        new RegExp(
          `^User: arn:aws:sts::123456789012:assumed-role/probe-test-UngrantedProbeRole-\\w+/probe-UngrantedProbe is not authorized to perform: ${action} on resource: arn:aws:sqs:eu-west-1:123456789012:probe-test-MessagesQueue-\\w+ because no identity-based policy allows the ${action} action$`,
        ),
      );
      expect(noticesOf(stage)).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^denied: probe-UngrantedProbe may not ${action} on arn:aws:sqs:.*MessagesQueue`,
          ),
        ),
      );
    }
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
  test("without sqs:SendMessage a call is denied, and that is reported", async () => {
    const stage = await openStage(withoutAction(plan, "ApiProbe", "sqs:SendMessage"), probe);
    const { error } = await ask(stage, "api-probe", { do: "send", messages: ["a message"] });
    expect(error).toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("is not authorized to perform: sqs:SendMessage on resource"),
    });
    expect(noticesOf(stage)).toEqual([
      expect.stringMatching(
        /^denied: probe-ApiProbe may not sqs:SendMessage on arn:aws:sqs:.*MessagesQueue/,
      ),
    ]);
    expect(stage.permissionsUsed().map(({ action }) => action)).not.toContain("sqs:SendMessage");
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
  test.each(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"])(
    "without %s the event source mapping cannot be created",
    async (action) => {
      expect(await refusalOf(withoutAction(plan, "QueueConsumer", action))).toMatch(
        new RegExp(`QueueConsumer: the event source mapping \\w+ needs ${action} on arn:aws:sqs:`),
      );
    },
  );

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
  const interfaces = "arn:aws:ec2:eu-west-1:123456789012:network-interface/*";
  test.each([
    ["ec2:AssignPrivateIpAddresses", [interfaces]],
    [
      "ec2:CreateNetworkInterface",
      [interfaces, ":123456789012:subnet/", ":123456789012:security-group/"],
    ],
    ["ec2:DeleteNetworkInterface", [interfaces]],
    ["ec2:DescribeNetworkInterfaces", ["*"]],
    ["ec2:DescribeSubnets", ["*"]],
    ["ec2:UnassignPrivateIpAddresses", [interfaces]],
  ])("without %s the function cannot join its VPC", async (action, resources) => {
    const refusal = await refusalOf(withoutAction(plan, "VpcProbe", action));
    for (const resource of resources) {
      const needed = refusal.split("\n").filter((line) => line.includes(resource));
      expect(needed.join()).toContain(`VpcProbe: joining its VPC needs ${action} on `);
    }
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
  test.each(["logs:CreateLogStream", "logs:PutLogEvents"])(
    "without %s the function works, its logs are lost, and that is reported",
    async (action) => {
      const directory = stateDirectory();
      const stage = await openStage(withoutAction(plan, "ApiProbe", action), probe, directory);
      expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
        result: "hello",
      });
      expect(logOf(directory, "ApiProbe")).toEqual([]);
      expect(noticesOf(stage)).toEqual([
        expect.stringMatching(
          new RegExp(
            `^denied: the logs of ApiProbe are lost: it may not ${action} on arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/probe-ApiProbe:log-stream:`,
          ),
        ),
      ]);
    },
  );

  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
  test("a role that does not trust Lambda cannot be a function's", async () => {
    const distrusting = withInputs(plan, "ApiProbeRole", (inputs) => ({
      ...inputs,
      assumeRolePolicy: trustOf("ec2.amazonaws.com"),
    }));
    expect(await refusalOf(distrusting)).toMatch(
      /ApiProbe: Lambda cannot assume its role arn:aws:iam::/,
    );
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  test("without a resource policy for API Gateway the caller gets a 500, and the reason is reported", async () => {
    const permission = plan.resources.find(
      ({ type, inputs }) =>
        type === "aws:lambda/permission:Permission" && String(inputs.function).endsWith("ApiProbe"),
    );
    const stage = await openStage(withoutResources(plan, permission?.name ?? ""), probe);
    expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toEqual({
      status: 500,
      message: "Internal Server Error",
    });
    expect(noticesOf(stage)).toEqual([
      expect.stringMatching(
        /^failed: POST \/api-probe was answered 500: API Gateway may not invoke arn:aws:lambda:.*probe-ApiProbe/,
      ),
    ]);
  });

  describe("a schedule does not reach its function", () => {
    async function runSchedule(edited: Plan) {
      const directory = stateDirectory();
      const stage = await openStage(edited, probe, directory);
      const done = () => stage.notices().length > 0;
      expect(await stage.settle({ done, skip: true })).toBe(true);
      expect(logOf(directory, "ScheduleTarget")).toEqual([]);
      return noticesOf(stage);
    }

    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
    test("when its role lacks lambda:InvokeFunction", async () => {
      expect(await runSchedule(withoutAction(plan, "Hourly", "lambda:InvokeFunction"))).toEqual([
        expect.stringMatching(
          /^failed: the schedule Hourly did not reach its target: User: arn:aws:sts::.*is not authorized to perform: lambda:InvokeFunction/,
        ),
      ]);
    });

    test("when its role does not trust Scheduler", async () => {
      const distrusting = withInputs(plan, "HourlyRole", (inputs) => ({
        ...inputs,
        assumeRolePolicy: trustOf("events.amazonaws.com"),
      }));
      expect(await runSchedule(distrusting)).toEqual([
        expect.stringMatching(/^failed: the schedule Hourly did not reach .*sts:AssumeRole/s),
      ]);
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
  describe("a call to the outside", () => {
    async function visit(stage: Stage, from: "vpc-probe" | "api-probe") {
      const server = createServer((socket) => {
        socket.on("error", () => {}).end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      });
      server.listen(0, "127.0.0.1");
      onTestFinished(() => void server.close());
      await once(server, "listening");
      const { port } = server.address() as { port: number };
      return {
        port,
        ...(await ask(stage, from, { do: "visit", url: `http://127.0.0.1:${port}` })),
      };
    }

    test("succeeds from outside the VPC", async () => {
      const stage = await openStage(plan, probe);
      expect(await visit(stage, "api-probe")).toMatchObject({ result: 200 });
      expect(noticesOf(stage)).toEqual([]);
    });

    test("hangs in the VPC until the client gives up", async () => {
      const stage = await openStage(plan, probe);
      const { port, error } = await visit(stage, "vpc-probe");
      expect(error?.name).toBe("TimeoutError");
      expect(noticesOf(stage)).toEqual([
        `unreachable: probe-VpcProbe calls 127.0.0.1:${port} and gets no answer: VpcProbe is in a private subnet without a NAT`,
      ]);
    });

    test("succeeds through a NAT, which is reported", async () => {
      const withNat = withInputs(plan, "Routes", (inputs) => ({
        ...inputs,
        routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }],
      }));
      const letOut = withInputs(withNat, "ToEndpointOut", (inputs) => ({
        ...inputs,
        cidrIpv4: "0.0.0.0/0",
      }));
      const stage = await openStage(letOut, probe);
      const { port, result } = await visit(stage, "vpc-probe");
      expect(result).toBe(200);
      expect(noticesOf(stage)).toEqual([
        `nat: probe-VpcProbe calls 127.0.0.1:${port} through a NAT, which is paid for by the hour and by the GB`,
      ]);
    });
  });

  describe("a call to SQS from inside the VPC", () => {
    const send = (stage: Stage) => ask(stage, "vpc-probe", { do: "send", messages: ["a message"] });

    test("goes through the interface endpoint", async () => {
      const stage = await openStage(plan, probe);
      expect(await send(stage)).toMatchObject({ result: 1 });
    });

    // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
    test("goes to the endpoint by SQS's own name, which is public outside the VPC", async () => {
      const stage = await openStage(plan, probe);
      const resolve = { do: "resolve", name: "sqs.eu-west-1.amazonaws.com" } as const;
      expect(await ask(stage, "vpc-probe", resolve)).toMatchObject({ result: "10.0.0.4" });
      expect(await ask(stage, "api-probe", resolve)).toMatchObject({ result: "198.18.0.1" });
      expect(noticesOf(stage)).toEqual([]);
    });

    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    test.each(["ToEndpointOut", "ToEndpointIn"])(
      "hangs until the client gives up without the rule %s",
      async (rule) => {
        const stage = await openStage(withoutResources(plan, rule), probe);
        expect((await send(stage)).error?.name).toBe("TimeoutError");
        expect(noticesOf(stage)).toContainEqual(
          "unreachable: probe-VpcProbe calls SQS and gets no answer: no security group rule leads to the sqs endpoint SqsEndpoint on port 443",
        );
      },
    );

    // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
    test("hangs without the endpoint, since there is no egress", async () => {
      const stage = await openStage(withoutResources(plan, "SqsEndpoint"), probe);
      expect((await send(stage)).error?.name).toBe("TimeoutError");
      expect(noticesOf(stage)).toContainEqual(
        "unreachable: probe-VpcProbe calls SQS and gets no answer: VpcProbe is in a private subnet without a NAT or an endpoint for sqs",
      );
    });

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    test("is denied when the endpoint's policy does not allow it", async () => {
      const guarded = withInputs(plan, "SqsEndpoint", (inputs) => ({
        ...inputs,
        policy: {
          Statement: [
            { Effect: "Allow", Principal: "*", Action: "sqs:ReceiveMessage", Resource: "*" },
          ],
        },
      }));
      const stage = await openStage(guarded, probe);
      const { error } = await send(stage);
      expect(error).toMatchObject({
        name: "AccessDenied",
        message: expect.stringMatching(/because no VPC endpoint policy allows the sqs:SendMessage/),
      });
    });
  });

  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
  test("a function connects to the database with its role and through its security groups only", async () => {
    const directory = stateDirectory();
    const look = { do: "query", sql: "select current_user as me" } as const;

    const whole = await openStage(probe.plan, probe, directory);
    const operator = new Client({ connectionString: whole.operator.databaseUrls.ProbeDatabase });
    await operator.connect();
    await operator.query("create role probe_user login; grant rds_iam to probe_user");
    await operator.end();
    expect(await ask(whole, "vpc-probe", look)).toMatchObject({ result: [{ me: "probe_user" }] });
    const [{ host = "" } = {}] = databasesOf(probe.plan);
    const byName = await ask(whole, "vpc-probe", { ...look, host });
    expect(byName).toMatchObject({ result: [{ me: "probe_user" }] });
    expect(await ask(whole, "api-probe", { do: "resolve", name: host })).toMatchObject({
      result: "10.0.0.5",
    });
    await whole.stop();

    const unpermitted = withoutAction(probe.plan, "VpcProbe", "rds-db:connect");
    const refusing = await openStage(unpermitted, probe, directory);
    const { error } = await ask(refusing, "vpc-probe", look);
    expect(error).toMatchObject({
      code: "28000",
      message: 'PAM authentication failed for user "probe_user"',
    });
    expect(noticesOf(refusing)).toContainEqual(
      expect.stringMatching(
        /^denied: probe-VpcProbe may not rds-db:connect on arn:aws:rds-db:eu-west-1:123456789012:dbuser:cluster-\w+\/probe_user/,
      ),
    );
    await refusing.stop();

    const separated = withoutResources(probe.plan, "ToDatabaseIn");
    const hanging = await openStage(separated, probe, directory);
    expect((await ask(hanging, "vpc-probe", look)).error?.message).toMatch(/timeout/);
    expect(noticesOf(hanging)).toContainEqual(
      "unreachable: probe-VpcProbe connects to ProbeDatabase and gets no answer: no security group rule leads from VpcProbe to ProbeDatabase on port 5432",
    );
  });
});

function depthOf(stage: Stage, queue: "MessagesQueue" | "DeadLettersQueue") {
  const [, depth] = Object.entries(stage.queues()).find(([name]) => name.includes(queue)) ?? [];
  return depth;
}

function keysOf({ credentials: { accessKeyId, secretAccessKey } }: Stage["operator"]) {
  return { accessKeyId, secretAccessKey };
}

/** Every process that a stage has recorded; its state must not be open. */
function registeredProcesses(directory: string): readonly number[] {
  const sqlite = new DatabaseSync(join(directory, "state.sqlite"));
  const rows = sqlite.prepare("SELECT pid FROM processes").all() as { pid: number }[];
  sqlite.close();
  return rows.map(({ pid }) => pid);
}

function noticesOf(stage: Stage) {
  return stage.notices().map(({ kind, message }) => `${kind}: ${message}`);
}

async function refusalOf(edited: Plan): Promise<string> {
  const error = await openStage(edited, probe).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(StageStartError);
  return (error as StageStartError).message;
}

function trustOf(service: string) {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  };
}

async function query(stage: Stage, sql: string) {
  const client = new Client({ connectionString: stage.operator.databaseUrls.ProbeDatabase });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs a stage in a process of its own. */
async function runStage(directory: string): Promise<{ process: ChildProcess; url: string }> {
  const planFile = join(directory, "plan.json");
  writeFileSync(planFile, JSON.stringify(probe.plan));
  const program = fileURLToPath(new URL("../testing/run-stage.ts", import.meta.url));
  const child = fork(program, [planFile, probe.root, directory]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return { process: child, url };
}
