import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type {
  ContainerDefinition,
  ContainerTaskDefinition,
} from "@stagecraft/plan/resources/ecs/container-service-definition";
import { localAddress } from "../lambda/environment/local-address.ts";
import { localLambda } from "../lambda/local-lambda.ts";
import { localRds } from "../rds/local-rds.ts";
import type { StageContext } from "../stage/local-service.ts";
import { localXray } from "../xray/local-xray.ts";
import { containerCommand } from "./container-command.ts";
import { type ContainerProcess, startContainerProcess } from "./container-process.ts";
import { openCredentialsEndpoint } from "./credentials-endpoint.ts";
import { openSpanCollector } from "./span-collector.ts";

/** A container that runs. */
export type RunningContainer = {
  readonly pid: number;
  setClockOffset(offsetMs: number): void;
  readonly ended: ContainerProcess["ended"];
  /** Stops it as ECS does, and releases what it had. */
  stop(): Promise<void>;
};

/** Where a container finds the collector that its task has beside it. */
const loopbackCollector = /^http:\/\/(127\.0\.0\.1|localhost):/;

/**
 * Runs a container of a service: the command of its Dockerfile in the folder that its image is built from, with the environment of the
 * Plan, local addresses, and the credentials of its role. No image is built: the process sees this machine's files, and its memory and
 * CPU are not limited.
 *
 * @throws Error for a Dockerfile whose command cannot be run here
 */
export async function runContainer(
  { logicalName, taskRoleArn: roleArn = "" }: ContainerTaskDefinition,
  container: ContainerDefinition,
  context: StageContext,
  {
    port,
    environment = {},
  }: {
    /** On which it listens, if it does. */
    readonly port?: number | undefined;
    /** In place of the Plan's variables, as a task may be started with others. */
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<RunningContainer> {
  const { plan, options, identities, clock, processes, addresses, secrets } = context;
  const caller = { kind: "role", roleArn, functionName: logicalName } as const;
  const command = commandOf(container, options.root);
  const credentials = identities.issue(caller);
  const endpoint = await openCredentialsEndpoint({ roleArn, credentials, nowMs: clock.nowMs });
  const { databases, certificates } = context.use(localRds);
  const { logs } = context.use(localLambda);
  const variables = secrets.fill({ ...container.environment, ...environment });
  const linked = databases.filter(({ database }) =>
    JSON.stringify(variables).includes(database.host),
  );
  const environmentId = randomUUID();
  // ECS names a stream after the container and the task.
  const logStream = `/service/${container.name}/${environmentId.replaceAll("-", "")}`;
  const ports = await Promise.all(
    linked.map(async ({ database, proxy }) => ({
      database,
      port: await proxy.listen({ environmentId, caller, credentials }),
    })),
  );
  const collector = await openSpanCollector(context.use(localXray).receiverOf(caller));
  const local = {
    region: plan.region,
    endpointUrl: addresses.endpointUrl,
    apis: addresses.apis,
    databases: ports.map(({ database, port: { port } }) => ({ database, port })),
    certificateAuthorityFile: certificates.caFile,
  };
  const given = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, localVariable(value)]),
  );

  /** SST hands a link to a container as JSON in a variable. */
  function localVariable(value: string): string {
    if (loopbackCollector.test(value)) return collector.url;
    const [outside, here] =
      Object.entries(options.externalHosts ?? {}).find(([host]) => value.startsWith(`${host}/`)) ??
      [];
    if (outside !== undefined && here !== undefined) return here + value.slice(outside.length);
    if (!value.startsWith("{")) return String(localAddress(value, local));
    return JSON.stringify(localAddress(JSON.parse(value), local));
  }

  const process = startContainerProcess({
    nodePath: globalThis.process.execPath,
    arguments: command.arguments,
    directory: resolve(options.root, container.context),
    environment: {
      PATH: "/usr/local/bin:/usr/bin:/bin",
      ...command.environment,
      ...given,
      ...endpoint.environment,
      ...(port !== undefined && { PORT: String(port) }),
      AWS_ENDPOINT_URL: addresses.endpointUrl,
      NODE_EXTRA_CA_CERTS: certificates.caFile,
    },
    clockOffsetMs: clock.offsetMs(),
    line(text) {
      logs.write({
        functionName: logicalName,
        logGroup: container.logGroup,
        logStream,
        timestampMs: clock.nowMs(),
        line: text,
      });
      logs.flush(logicalName);
    },
    register: (pid) => processes.register(pid, "container"),
    forget: processes.forget,
  });
  return {
    pid: process.pid,
    setClockOffset: process.setClockOffset,
    ended: process.ended,
    async stop() {
      await process.stop(container.stopTimeoutMs);
      identities.revoke(credentials.accessKeyId);
      await Promise.all([
        endpoint.close(),
        collector.close(),
        ...ports.map(({ port }) => port.close()),
      ]);
    },
  };
}

function commandOf({ dockerfile }: ContainerDefinition, root: string) {
  try {
    return containerCommand(readFileSync(join(root, dockerfile), "utf8"));
  } catch (cause) {
    throw new Error(`${dockerfile} cannot be run here: ${(cause as Error).message}`, { cause });
  }
}
