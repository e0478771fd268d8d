import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Json } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { stateDirectory } from "../../testing/probe-stage.ts";
import { until } from "../../testing/until.ts";
import { startStage } from "../start-stage.ts";

const root = fileURLToPath(new URL("../../fixtures", import.meta.url));
const queue = {
  url: "https://sqs.eu-west-1.amazonaws.com/123456789012/letters",
  arn: "arn:aws:sqs:eu-west-1:123456789012:letters",
};
const arnOf = (service: string, rest: string) =>
  `arn:aws:${service}:eu-west-1:123456789012:${rest}`;
const digest = `sha256:${"a".repeat(64)}`;

function role(name: string, ...statements: readonly { [key: string]: Json }[]) {
  const assumeRolePolicy: Json = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  };
  const policy: Json = {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  };
  const inlinePolicies: Json = [{ name: "inline", policy }];
  return [
    "aws:iam/role:Role",
    name,
    {
      name,
      assumeRolePolicy,
      inlinePolicies,
    },
    { arn: `arn:aws:iam::123456789012:role/${name}` },
  ] as const;
}

/** A service with one container of its own and a sidecar. */
function planWithService({ maySend = true, isPublic = true } = {}) {
  const task = arnOf("ecs", "task-definition/web:1");
  const group = arnOf("elasticloadbalancing", "targetgroup/web/1");
  const containers = [
    {
      name: "app",
      image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/images@${digest}`,
      environment: [
        { name: "AWS_REGION", value: "eu-west-1" },
        { name: "QUEUE_URL", value: queue.url },
      ],
      portMappings: [{ containerPort: 8_080 }],
      stopTimeout: 5,
      logConfiguration: { options: { "awslogs-group": "/aws/ecs/web" } },
    },
    { name: "sidecar", image: "public.ecr.aws/example/sidecar:1" },
  ];
  const send = { Action: "sqs:SendMessage", Resource: queue.arn };
  return planOf(
    role("TaskRole", ...(maySend ? [send] : [{ Action: "sqs:ListQueues", Resource: "*" }])),
    role("ExecutionRole", {
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${arnOf("logs", "log-group:/aws/ecs/web")}:*`,
    }),
    ["aws:sqs/queue:Queue", "Letters", { name: "letters" }, { ...queue, name: "letters" }],
    [
      "docker-build:index:Image",
      "WebImage",
      { context: { location: "container" }, dockerfile: { location: "container/Dockerfile" } },
      { digest },
    ],
    [
      "aws:lb/targetGroup:TargetGroup",
      "WebTargets",
      { healthCheck: { path: "/healthy" } },
      { arn: group },
    ],
    [
      "aws:ecs/taskDefinition:TaskDefinition",
      "Web",
      {
        containerDefinitions: JSON.stringify(containers),
        taskRoleArn: "arn:aws:iam::123456789012:role/TaskRole",
        executionRoleArn: "arn:aws:iam::123456789012:role/ExecutionRole",
      },
      { arn: task },
    ],
    [
      "aws:ecs/service:Service",
      "Web",
      {
        name: "web",
        taskDefinition: task,
        loadBalancers: [{ targetGroupArn: group }],
        networkConfiguration: {
          subnets: ["subnet-1"],
          securityGroups: ["sg-1"],
          assignPublicIp: isPublic,
        },
      },
      { arn: arnOf("ecs", "service/cluster/web") },
    ],
    ["aws:ec2/vpc:Vpc", "Vpc", { cidrBlock: "10.0.0.0/16" }, { id: "vpc-1" }],
    [
      "aws:ec2/subnet:Subnet",
      "Subnet",
      { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", availabilityZone: "eu-west-1a" },
      { id: "subnet-1" },
    ],
    [
      "aws:ec2/routeTable:RouteTable",
      "Routes",
      { vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
      { id: "rtb-1" },
    ],
    [
      "aws:ec2/routeTableAssociation:RouteTableAssociation",
      "SubnetRoutes",
      { subnetId: "subnet-1", routeTableId: "rtb-1" },
    ],
    [
      "aws:ec2/securityGroup:SecurityGroup",
      "Group",
      {
        vpcId: "vpc-1",
        egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      },
      { id: "sg-1" },
    ],
  );
}

async function open(plan = planWithService()) {
  const directory = stateDirectory();
  const said: string[] = [];
  const stage = await startStage(plan, { root, directory, log: (line) => said.push(line) });
  onTestFinished(() => stage.stop());
  const [container] = stage.containers;
  const ask = async (path: string) => (await fetch(`${container?.url}${path}`)).text();
  const logged = () =>
    readFileSync(join(directory, "logs", "Web.jsonl"), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).line);
  return { stage, container, ask, logged, said };
}

test("a service runs the command of its Dockerfile when its health check succeeds, and what is not run is named", async () => {
  const { container, ask, said, logged } = await open();
  expect(container?.name).toBe("Web");
  expect(JSON.parse(await ask("/"))).toMatchObject({ greeting: "hello from the image" });
  expect(logged()).toEqual(["listening"]);
  expect(said).toContain("not run here: the container sidecar of Web, whose image is elsewhere");
  expect(said).toContain(`Web also runs as a container at ${container?.url}`);
});

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
test("the real SDK finds the credentials of the task role, and may what the role may", async () => {
  const { stage, ask } = await open();
  expect(await ask("/send")).toBe("sent");
  expect(stage.permissionsUsed().map(({ action, roleArn }) => [action, roleArn])).toEqual([
    ["logs:CreateLogStream", "arn:aws:iam::123456789012:role/ExecutionRole"],
    ["logs:PutLogEvents", "arn:aws:iam::123456789012:role/ExecutionRole"],
    ["sqs:SendMessage", "arn:aws:iam::123456789012:role/TaskRole"],
  ]);
  expect(stage.queues()).toMatchObject({ letters: { visible: 1 } });
});

test("what the task role may not do is denied", async () => {
  const { stage, ask } = await open(planWithService({ maySend: false }));
  expect(await ask("/send")).toMatch(/AccessDenied/);
  expect(stage.notices().map(({ kind }) => kind)).toEqual(["denied"]);
});

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
test("a task in a public subnet without a public address reaches nothing", async () => {
  const { stage, container } = await open(planWithService({ isPublic: false }));
  const given = new AbortController();
  const sending = fetch(`${container?.url}/send`, given).catch(() => {});
  await until("the stage says so", () => stage.notices().length > 0);
  given.abort();
  await sending;
  expect(stage.notices()).toMatchObject([
    { kind: "unreachable", message: expect.stringContaining("Web calls SQS and gets no answer") },
  ]);
});

test("another task starts when one has ended, at the same address", async () => {
  const { container, ask, stage } = await open();
  const first = container?.pid();
  await ask("/end").catch(() => {});
  await until("another task runs", () => container?.pid() !== first);
  await until("it answers", () =>
    ask("/").then(
      () => true,
      () => false,
    ),
  );
  expect(stage.notices()).toMatchObject([
    { kind: "failed", message: expect.stringContaining("ended with code 3") },
  ]);
});

test("a stop tells the container first, and leaves no process", async () => {
  const { container, stage, logged } = await open();
  const pid = container?.pid() as number;
  await stage.stop();
  expect(logged()).toEqual(["listening", "told to stop"]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("a container's clock is the stage's", async () => {
  const directory = stateDirectory();
  const first = await startStage(planWithService(), { root, directory });
  first.jump(3 * 365 * 24 * 3_600_000);
  await first.stop();
  const second = await startStage(planWithService(), { root, directory });
  onTestFinished(() => second.stop());
  const answer = await fetch(`${second.containers[0]?.url}/`);
  expect(await answer.json()).toMatchObject({ year: new Date(second.nowMs()).getFullYear() });
});
