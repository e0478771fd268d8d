import { containerServicesOf } from "@stagecraft/plan/resources/ecs/container-services";
import type { LocalService, StageContext } from "../stage/local-service.ts";
import type { ContainerAddress } from "./container-address.ts";
import { type ContainerService, startContainerService } from "./container-service.ts";
import { type RunTask, runTask } from "./run-task.ts";

/**
 * ECS, as far as it is implemented: one task of each service of the Plan, as processes of this machine. Its API, its load balancer and
 * its scaling are not served, and neither memory nor CPU of a task is limited.
 */
export const localEcs: LocalService<{
  containers(): readonly ContainerAddress[];
  readonly runTask: RunTask;
}> = {
  name: "ECS",
  resourceTypes: [/^aws:(ecs|lb|appautoscaling)\//, /^docker-build:index:Image/],
  open(context: StageContext) {
    let services: readonly ContainerService[] = [];
    return {
      internal: {
        containers: () => services.flatMap(({ addresses }) => addresses),
        runTask: (logicalName, environment) => runTask(logicalName, environment, context),
      },
      async deploy() {
        // A service waits for its first task, as a deploy does.
        services = await Promise.all(
          containerServicesOf(context.plan).map((service) =>
            startContainerService(service, context),
          ),
        );
      },
      async stop() {
        await Promise.all(services.map((service) => service.stop()));
      },
    };
  },
};
