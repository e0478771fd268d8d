import type { Json, Plan, Resource } from "../../plan.ts";
import { isObject, objectOf, ownName, resourcesOf, texts } from "../../resources.ts";
import type {
  ContainerDefinition,
  ContainerServiceDefinition,
  ContainerTaskDefinition,
} from "./container-service-definition.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (`stopTimeout`) */
const defaultStopTimeoutSeconds = 30;

/** Every service of ECS in the Plan. */
export function containerServicesOf(plan: Plan): readonly ContainerServiceDefinition[] {
  return resourcesOf(plan, "aws:ecs/service:Service").flatMap((service) => {
    const task = taskDefinitionsIn(plan).find(
      ({ outputs }) => outputs.arn === service.inputs.taskDefinition,
    );
    return task
      ? [{ ...taskOf(plan, task), ...placeOf(service), healthPath: healthPathOf(plan, service) }]
      : [];
  });
}

function placeOf({ inputs }: Resource) {
  const { networkConfiguration: network } = inputs;
  if (!isObject(network)) return {};
  return {
    vpc: { subnetIds: texts(network.subnets), securityGroupIds: texts(network.securityGroups) },
    ...(network.assignPublicIp === true && { hasPublicAddress: true as const }),
  };
}

/** Every task definition that no service runs. */
export function containerTasksOf(plan: Plan): readonly ContainerTaskDefinition[] {
  const ofServices = new Set(
    resourcesOf(plan, "aws:ecs/service:Service").map(({ inputs }) => inputs.taskDefinition),
  );
  return taskDefinitionsIn(plan)
    .filter(({ outputs }) => !ofServices.has(outputs.arn ?? null))
    .map((task) => taskOf(plan, task));
}

function taskDefinitionsIn(plan: Plan): readonly Resource[] {
  return resourcesOf(plan, "aws:ecs/taskDefinition:TaskDefinition");
}

function taskOf(plan: Plan, task: Resource): ContainerTaskDefinition {
  const defined = containersIn(task);
  const containers = defined.flatMap((container) => ownContainer(plan, container) ?? []);
  const own = new Set(containers.map(({ name }) => name));
  return {
    logicalName: ownName(task),
    taskRoleArn: optionalText(task.inputs.taskRoleArn),
    executionRoleArn: optionalText(task.inputs.executionRoleArn),
    containers,
    foreignContainers: defined.map(({ name }) => String(name)).filter((name) => !own.has(name)),
  };
}

type Members = { readonly [member: string]: Json };

/** ECS takes the containers of a task as JSON text. */
function containersIn(task: Resource): readonly Members[] {
  const { containerDefinitions } = task.inputs;
  const parsed: Json =
    typeof containerDefinitions === "string"
      ? JSON.parse(containerDefinitions)
      : (containerDefinitions ?? null);
  return Array.isArray(parsed) ? parsed.filter(isObject) : [];
}

/** Undefined for an image that the program does not build. */
function ownContainer(plan: Plan, container: Members): ContainerDefinition | undefined {
  const image = resourcesOf(plan, "docker-build:index:Image").find(({ outputs }) =>
    String(container.image).endsWith(`@${outputs.digest}`),
  );
  if (!image) return undefined;
  const { environment, portMappings, logConfiguration, stopTimeout } = container;
  const logging = isObject(logConfiguration) ? logConfiguration.options : undefined;
  return {
    name: String(container.name),
    dockerfile: String(objectOf(image, "dockerfile").location),
    context: String(objectOf(image, "context").location),
    environment: Object.fromEntries(
      membersIn(environment).map(({ name, value }) => [String(name), String(value)]),
    ),
    logGroup: isObject(logging) ? String(logging["awslogs-group"]) : "",
    ports: membersIn(portMappings).map(({ containerPort }) => Number(containerPort)),
    stopTimeoutMs: Number(stopTimeout ?? defaultStopTimeoutSeconds) * 1_000,
  };
}

function healthPathOf(plan: Plan, service: Resource): string | undefined {
  const [balancer] = membersIn(service.inputs.loadBalancers);
  const group = resourcesOf(plan, "aws:lb/targetGroup:TargetGroup").find(
    ({ outputs }) => outputs.arn === balancer?.targetGroupArn,
  );
  return group && optionalText(objectOf(group, "healthCheck").path);
}

function membersIn(value: Json | undefined): readonly Members[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function optionalText(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
