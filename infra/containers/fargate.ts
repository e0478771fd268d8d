import { region } from "../../packages/contracts/src/system.ts";
import { canSendSpans, type Grant } from "../capability.ts";
import { metricsNamespaceOf } from "../metrics-namespace.ts";
import { publicSubnets } from "../network/public-network.ts";
import { vpc } from "../network.ts";
import { physicalName } from "../physical-name.ts";
import { stage } from "../stages.ts";
import { collectorImage, collectorSettings, collectorUrl } from "./collector.ts";
import { containersGroup } from "./container-network.ts";
import { restrictExecutionRole, restrictTaskRole } from "./task-roles.ts";

/** What a service and a task of Fargate have in common. */
export type ContainerSettings = {
  /** The folder below services/ with its Dockerfile. It names the container in its task, and the tag of its image. */
  readonly service: string;
  readonly cpu: "0.25 vCPU" | "0.5 vCPU" | "1 vCPU";
  readonly memory: `${number} GB`;
  readonly grants: readonly Grant[];
  readonly environment?: Readonly<Record<string, $util.Input<string>>>;
};

const collectorContainer = "collector";

/** How long ECS waits after SIGTERM. A process gives up before. */
const stopTimeoutSeconds = 60;

/** Every container of the system runs in this cluster. */
export const cluster = new sst.aws.Cluster("Containers", {
  vpc: {
    id: vpc.id,
    securityGroups: [containersGroup.id],
    containerSubnets: publicSubnets.map(({ id }) => id),
    loadBalancerSubnets: publicSubnets.map(({ id }) => id),
  },
});

/** The arguments of `sst.aws.Service` and `sst.aws.Task` for a container with its collector. */
export function containerArguments(name: string, settings: ContainerSettings) {
  const grants = [...settings.grants, canSendSpans];
  const logGroupName = `/aws/ecs/${physicalName(name)}`;
  const logging = { name: logGroupName, retention: stage.logRetention };
  const environment: Record<string, $util.Input<string>> = {
    AWS_REGION: region,
    POWERTOOLS_SERVICE_NAME: name,
    POWERTOOLS_METRICS_NAMESPACE: metricsNamespaceOf(),
    OTEL_SERVICE_NAME: name,
    OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl,
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: String(stage.containers.traceShare),
    ...settings.environment,
  };
  const collectorEnvironment: Record<string, string> = { AOT_CONFIG_CONTENT: collectorSettings };
  return {
    cluster,
    architecture: "arm64" as const,
    cpu: settings.cpu,
    memory: settings.memory,
    link: grants.flatMap(({ links }) => links),
    permissions: grants.flatMap(({ permissions }) => permissions),
    containers: [
      {
        name: settings.service,
        image: { context: ".", dockerfile: `services/${settings.service}/Dockerfile` },
        logging,
        environment,
      },
      {
        name: collectorContainer,
        image: collectorImage,
        logging: { ...logging, name: `${logGroupName}/collector` },
        environment: collectorEnvironment,
      },
    ],
    transform: {
      taskRole: restrictTaskRole,
      executionRole: restrictExecutionRole(`${logGroupName}*`),
      taskDefinition(task: aws.ecs.TaskDefinitionArgs): undefined {
        task.containerDefinitions = $util
          .output(task.containerDefinitions)
          .apply((json) => JSON.stringify(JSON.parse(json).map(restrictContainer)));
      },
    },
  };
}

/** Tasks have public addresses (see the network), and nobody opens a shell in them. */
export function restrictService(service: aws.ecs.ServiceArgs): undefined {
  service.enableExecuteCommand = false;
  service.networkConfiguration = $util.output(service.networkConfiguration).apply((network) => ({
    ...network,
    subnets: network?.subnets ?? [],
    assignPublicIp: true,
  }));
}

/** SST gives a container a terminal and opens every port; the time to stop has no setting. */
function restrictContainer({ pseudoTerminal, portMappings, ...container }: Container): Container {
  const isApp = container.name !== collectorContainer;
  return {
    ...container,
    // Without the collector only spans are lost.
    essential: isApp,
    stopTimeout: stopTimeoutSeconds,
    readonlyRootFilesystem: true,
    ...(isApp ? { portMappings: portsOf(container) } : {}),
  };
}

type Container = {
  readonly name: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
  readonly [setting: string]: unknown;
};

/** The port that the container listens on, if it does. */
function portsOf({ environment = [] }: Container) {
  const port = environment.find(({ name }) => name === "PORT")?.value;
  return port === undefined ? [] : [{ containerPort: Number(port), protocol: "tcp" }];
}
