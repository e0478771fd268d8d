import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import { containerServicesOf, containerTasksOf } from "./container-services.ts";

const digest = `sha256:${"1".repeat(64)}`;
const definitionOf = (name: string) => ({
  containerDefinitions: JSON.stringify([
    {
      name: "app",
      image: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/images@${digest}`,
      environment: [{ name: "PORT", value: "8080" }],
      portMappings: [{ containerPort: 8_080 }],
      logConfiguration: { options: { "awslogs-group": `/aws/ecs/${name}` } },
    },
    { name: "sidecar", image: "public.ecr.aws/example/sidecar:1" },
  ]),
  taskRoleArn: `arn:aws:iam::123456789012:role/${name}`,
});

const plan = planOf(
  [
    "docker-build:index:Image",
    "Image",
    { context: { location: "." }, dockerfile: { location: "web/Dockerfile" } },
    { digest },
  ],
  ["aws:ecs/taskDefinition:TaskDefinition", "Web", definitionOf("web"), { arn: "web:1" }],
  ["aws:ecs/taskDefinition:TaskDefinition", "Export", definitionOf("export"), { arn: "export:1" }],
  ["aws:lb/targetGroup:TargetGroup", "Targets", { healthCheck: { path: "/ready" } }, { arn: "tg" }],
  [
    "aws:ecs/service:Service",
    "Web",
    {
      taskDefinition: "web:1",
      loadBalancers: [{ targetGroupArn: "tg" }],
      networkConfiguration: {
        subnets: ["subnet-1"],
        securityGroups: ["sg-1"],
        assignPublicIp: true,
      },
    },
  ],
);

test("a service has the containers of its task definition whose images the program builds", () => {
  expect(containerServicesOf(plan)).toEqual([
    {
      logicalName: "Web",
      taskRoleArn: "arn:aws:iam::123456789012:role/web",
      executionRoleArn: undefined,
      containers: [
        {
          name: "app",
          dockerfile: "web/Dockerfile",
          context: ".",
          environment: { PORT: "8080" },
          logGroup: "/aws/ecs/web",
          ports: [8_080],
          stopTimeoutMs: 30_000,
        },
      ],
      foreignContainers: ["sidecar"],
      vpc: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
      hasPublicAddress: true,
      healthPath: "/ready",
    },
  ]);
});

test("a task definition that no service runs is a task", () => {
  expect(containerTasksOf(plan).map(({ logicalName }) => logicalName)).toEqual(["Export"]);
});
