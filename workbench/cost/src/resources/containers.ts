import type { Plan, Resource } from "@stagecraft/plan/plan";
import { numberOf, objectOf, resourcesOf, texts } from "@stagecraft/plan/resources";
import { hoursInMonth } from "../model/hours-in-month.ts";
import { free, type ResourceRule } from "./resource-rule.ts";

const hourSeconds = 3_600;
const cpuUnitsOfVcpu = 1_024;
const mbOfGb = 1_024;

/** @see https://aws.amazon.com/fargate/pricing/ and https://aws.amazon.com/elasticloadbalancing/pricing/ */
export const containerRules: readonly ResourceRule[] = [
  {
    // As many tasks as the service begins with: how far it scales depends on the load.
    types: /^aws:ecs\/service:/,
    standing(resource, { plan }) {
      const task = taskOf(plan, resource);
      if (!task) return [];
      const taskSeconds = numberOf(resource, "desiredCount", 1) * hoursInMonth * hourSeconds;
      const vcpus = Number(task.inputs.cpu ?? cpuUnitsOfVcpu) / cpuUnitsOfVcpu;
      const gb = Number(task.inputs.memory ?? mbOfGb) / mbOfGb;
      const isArm = objectOf(task, "runtimePlatform").cpuArchitecture === "ARM64";
      return [
        {
          unit: isArm ? "fargate-arm64-vcpu-seconds" : "fargate-x86-vcpu-seconds",
          amount: taskSeconds * vcpus,
        },
        {
          unit: isArm ? "fargate-arm64-gb-seconds" : "fargate-x86-gb-seconds",
          amount: taskSeconds * gb,
        },
        ...(hasPublicAddress(resource)
          ? [{ unit: "public-ipv4-hours", amount: taskSeconds / hourSeconds } as const]
          : []),
      ];
    },
  },
  {
    // Without load; capacity units depend on it.
    types: /^aws:lb\/loadBalancer:/,
    standing: () => [{ unit: "load-balancer-hours", amount: hoursInMonth }],
  },
  free(/^aws:lb\/(listener|listenerRule|targetGroup):/),
  // A task definition costs only as a running task, and images are small beside the free storage of a registry.
  free(/^aws:ecs\/(cluster|clusterCapacityProviders|taskDefinition):/),
  free(/^aws:appautoscaling\//),
  free(/^docker-build:/),
];

function taskOf(plan: Plan, { inputs }: Resource): Resource | undefined {
  return resourcesOf(plan, "aws:ecs/taskDefinition:TaskDefinition").find(({ outputs }) =>
    [outputs.arn, outputs.id].includes(inputs.taskDefinition ?? ""),
  );
}

function hasPublicAddress(resource: Resource): boolean {
  const network = objectOf(resource, "networkConfiguration");
  return network.assignPublicIp === true && texts(network.subnets).length > 0;
}
