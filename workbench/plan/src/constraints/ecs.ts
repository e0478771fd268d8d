import {
  all,
  arn,
  ec2Id,
  enumOf,
  integer,
  is,
  matching,
  property,
  type ServiceConstraints,
  tags,
  text,
  unconstrained,
  when,
} from "./constraint.ts";

const api = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference";

const name = matching("[a-zA-Z0-9_-]{1,255}", "1 to 255 letters, digits, hyphens and underscores");

/** MiB of memory that Fargate has for each share of a CPU. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
const fargateMemory = {
  "256": [512, 1_024, 2_048],
  "512": steps(1_024, 4_096, 1_024),
  "1024": steps(2_048, 8_192, 1_024),
  "2048": steps(4_096, 16_384, 1_024),
  "4096": steps(8_192, 30_720, 1_024),
  "8192": steps(16_384, 61_440, 4_096),
  "16384": steps(32_768, 122_880, 8_192),
} as const;

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}

export const ecsConstraints: ServiceConstraints = {
  "aws:ecs/cluster:Cluster": {
    page: `${api}/API_CreateCluster.html`,
    properties: { name, tags },
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    page: `${api}/API_PutClusterCapacityProviders.html`,
    required: ["clusterName"],
    properties: {
      clusterName: name,
      capacityProviders: { type: "array", maxItems: 20, items: text(1, 255) },
    },
  },
  "aws:ecs/service:Service": {
    page: `${api}/API_CreateService.html`,
    required: ["taskDefinition"],
    properties: {
      name,
      cluster: text(1, 2_048),
      taskDefinition: text(1, 2_048),
      desiredCount: integer(0, 5_000),
      launchType: enumOf("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"),
      healthCheckGracePeriodSeconds: integer(0, 2_147_483_647),
      deploymentCircuitBreaker: unconstrained,
      loadBalancers: {
        type: "array",
        items: {
          type: "object",
          required: ["containerName", "containerPort"],
          properties: {
            containerName: text(1, 255),
            containerPort: integer(0, 65_535),
            targetGroupArn: arn("elasticloadbalancing"),
          },
        },
      },
      networkConfiguration: {
        type: "object",
        required: ["subnets"],
        properties: {
          subnets: { type: "array", minItems: 1, maxItems: 16, items: ec2Id("subnet") },
          securityGroups: { type: "array", maxItems: 5, items: ec2Id("sg") },
        },
      },
      tags,
    },
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    page: `${api}/API_RegisterTaskDefinition.html`,
    required: ["family", "containerDefinitions"],
    properties: {
      family: name,
      // A JSON text: ECS reads it.
      containerDefinitions: unconstrained,
      cpu: enumOf(...Object.keys(fargateMemory)),
      memory: matching("[0-9]+", "a number of MiB"),
      networkMode: enumOf("bridge", "host", "awsvpc", "none"),
      requiresCompatibilities: {
        type: "array",
        items: enumOf("EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"),
      },
      runtimePlatform: {
        type: "object",
        properties: {
          cpuArchitecture: enumOf("X86_64", "ARM64"),
          operatingSystemFamily: text(1, 255),
        },
      },
      executionRoleArn: arn("iam"),
      taskRoleArn: arn("iam"),
      ephemeralStorage: { type: "object", properties: { sizeInGib: integer(21, 200) } },
      volumes: unconstrained,
      tags,
    },
    rules: Object.entries(fargateMemory).map(([cpu, memory]) => ({
      ...when(is("cpu", cpu), all(property("memory", { enum: memory.map(String) }))),
      description: `on Fargate a task with ${cpu} CPU units has ${memory.join(", ")} MiB of memory`,
    })),
  },
};
