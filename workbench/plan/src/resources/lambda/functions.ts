import type { Plan, Resource } from "../../plan.ts";
import {
  isObject,
  numberOf,
  objectOf,
  ownName,
  resourcesOf,
  textMembers,
  textOf,
  texts,
} from "../../resources.ts";
import type { FunctionDefinition } from "./function-definition.ts";

/** Every Lambda function of the Plan. Defaults are Lambda's own. */
export function functionsOf(plan: Plan): readonly FunctionDefinition[] {
  return resourcesOf(plan, "aws:lambda/function:Function").map((resource) =>
    functionOf(plan, resource),
  );
}

function functionOf(plan: Plan, resource: Resource): FunctionDefinition {
  const logicalName = ownName(resource);
  const bundle = plan.bundles[logicalName];
  if (!bundle)
    throw new Error(`${logicalName} has no bundle: only functions that SST builds can be run`);
  const name = textOf(resource, "name");
  const logging = objectOf(resource, "loggingConfig");
  const vpc = objectOf(resource, "vpcConfig");
  const reserved = resource.inputs.reservedConcurrentExecutions;
  return {
    logicalName,
    name,
    arn: textOf(resource, "arn"),
    roleArn: textOf(resource, "role"),
    runtime: textOf(resource, "runtime"),
    architecture: texts(resource.inputs.architectures)[0] === "arm64" ? "arm64" : "x86_64",
    timeoutMs: numberOf(resource, "timeout", 3) * 1000,
    memoryMb: numberOf(resource, "memorySize", 128),
    ephemeralStorageMb: Number(objectOf(resource, "ephemeralStorage").size ?? 512),
    environment: textMembers(objectOf(resource, "environment").variables),
    ...(resource.inputs.publish === true ? { publish: true } : {}),
    ...(typeof reserved === "number" && reserved >= 0 ? { reservedConcurrency: reserved } : {}),
    logging: {
      format: logging.logFormat === "JSON" ? "JSON" : "Text",
      logGroup: String(logging.logGroup ?? `/aws/lambda/${name}`),
      ...level("applicationLogLevel", logging.applicationLogLevel),
      ...level("systemLogLevel", logging.systemLogLevel),
    },
    tracing: objectOf(resource, "tracingConfig").mode === "Active" ? "Active" : "PassThrough",
    ...(allowsRecursion(plan, name) ? { recursiveLoop: "Allow" as const } : {}),
    ...(isObject(resource.inputs.vpcConfig)
      ? {
          vpc: {
            subnetIds: texts(vpc.subnetIds),
            securityGroupIds: texts(vpc.securityGroupIds),
          },
        }
      : {}),
    bundle,
  };
}

function allowsRecursion(plan: Plan, functionName: string): boolean {
  return resourcesOf(plan, "aws:lambda/functionRecursionConfig:FunctionRecursionConfig").some(
    ({ inputs }) => inputs.functionName === functionName && inputs.recursiveLoop === "Allow",
  );
}

function level(key: "applicationLogLevel" | "systemLogLevel", value: unknown) {
  return typeof value === "string" ? { [key]: value } : {};
}
