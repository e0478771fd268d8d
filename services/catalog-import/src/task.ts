import { containerRole } from "@stagecraft/container/container-role";
import { runTask } from "@stagecraft/container/run-task";
import { startTelemetry } from "@stagecraft/container/start-telemetry";
import { objectCreatedHandler } from "@stagecraft/lambda/object-created";
import { links } from "./config/links.ts";
import { task } from "./config/task.ts";
import { createDependencies } from "./create-dependencies.ts";
import { importObject } from "./import-object.ts";

/**
 * One import as a task, which has as much time as it needs: there is nothing to continue. When ECS stops it, it behaves as a function
 * whose time is over, and the queue of continuations gets the rest.
 */
const telemetry = startTelemetry();
const roleFor = containerRole(task.region);
const dependencies = createDependencies({
  links,
  aws: roleFor("RDS"),
  environmentOf: roleFor,
  telemetry,
});

const handler = objectCreatedHandler(
  (object, deadline) => importObject(object, deadline, dependencies),
  telemetry,
);

await runTask(
  (context) => handler(task.event, context),
  [{ stop: dependencies.database.end }, telemetry],
);
