import type {
  ContainerDefinition,
  ContainerServiceDefinition,
} from "@stagecraft/plan/resources/ecs/container-service-definition";
import type { StageContext } from "../stage/local-service.ts";
import { StageStartError } from "../stage/stage-start-error.ts";
import type { ContainerAddress } from "./container-address.ts";
import { freePort } from "./free-port.ts";
import { runContainer } from "./run-container.ts";
import { untilHealthy } from "./until-healthy.ts";

/** A service with its one task. */
export type ContainerService = {
  readonly addresses: readonly ContainerAddress[];
  /** Stops its task, and starts no other. */
  stop(): Promise<void>;
};

/**
 * Starts the task of a service, and another one when a container ends.
 *
 * @throws StageStartError when a container ends before it takes requests
 */
export async function startContainerService(
  service: ContainerServiceDefinition,
  context: StageContext,
): Promise<ContainerService> {
  const { logicalName, foreignContainers } = service;
  for (const name of foreignContainers) {
    context.log(`not run here: the container ${name} of ${logicalName}, whose image is elsewhere`);
  }
  const started = await Promise.all(
    service.containers.map((container) => startContainer(service, container, context)),
  );
  return {
    addresses: started.map(({ address }) => address),
    async stop() {
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

async function startContainer(
  service: ContainerServiceDefinition,
  container: ContainerDefinition,
  context: StageContext,
) {
  const { logicalName, healthPath } = service;
  const port = container.ports.length > 0 ? await freePort() : undefined;
  const url = port === undefined ? undefined : `http://127.0.0.1:${port}`;
  let isStopping = false;
  const run = () => runContainer(service, container, context, { port });
  let running = await run();

  /** ECS starts another task when one has ended. */
  async function replaceWhenEnded(): Promise<void> {
    for (;;) {
      const { code, signal } = await running.ended;
      if (isStopping) return;
      context.reports.add({
        kind: "failed",
        key: `container ${logicalName}`,
        message: `the container of ${logicalName} has ended with ${signal ?? `code ${code}`}, and another one starts: npm run logs -- ${logicalName}`,
      });
      await running.stop();
      running = await run();
    }
  }

  if (url !== undefined && healthPath !== undefined) {
    const ended = running.ended.then(({ code, signal }) => {
      throw new StageStartError(
        `The container of ${logicalName} has ended with ${signal ?? `code ${code}`} before it took requests: see logs/${logicalName}.jsonl in the stage's state folder.`,
      );
    });
    const healthy = new AbortController();
    await Promise.race([untilHealthy(`${url}${healthPath}`, healthy.signal), ended]).finally(() =>
      healthy.abort(),
    );
    ended.catch(() => {});
    context.log(`${logicalName} also runs as a container at ${url}`);
  }
  const unfollow = context.clock.onMinute(() => running.setClockOffset(context.clock.offsetMs()));
  void replaceWhenEnded();
  return {
    address: { name: logicalName, url, pid: () => running.pid } satisfies ContainerAddress,
    async stop() {
      isStopping = true;
      unfollow();
      await running.stop();
    },
  };
}
