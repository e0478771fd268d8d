import { containerTasksOf } from "@stagecraft/plan/resources/ecs/container-services";
import type { StageContext } from "../stage/local-service.ts";
import { runContainer } from "./run-container.ts";

/** A task that was started. */
export type StartedTask = {
  readonly pid: number;
  /** Sends SIGTERM as StopTask does; resolves when it has ended. */
  stop(): Promise<void>;
  /** The exit code of its container; null when a signal has ended it. */
  readonly ended: Promise<number | null>;
};

/**
 * Starts a task definition of the Plan, by its logical name, with variables in place of the Plan's, as ECS's RunTask does.
 *
 * @throws Error when the Plan has no such task definition
 */
export type RunTask = (
  logicalName: string,
  environment: Readonly<Record<string, string>>,
) => Promise<StartedTask>;

export async function runTask(
  logicalName: string,
  environment: Readonly<Record<string, string>>,
  context: StageContext,
): Promise<StartedTask> {
  const tasks = containerTasksOf(context.plan);
  const task = tasks.find((each) => each.logicalName === logicalName);
  const [container] = task?.containers ?? [];
  if (!task || !container) {
    const names = tasks.map((each) => each.logicalName).join(", ") || "none";
    throw new Error(`The Plan has no task ${logicalName} that can be run here. It has: ${names}`);
  }
  const running = await runContainer(task, container, context, { environment });
  return {
    pid: running.pid,
    stop: running.stop,
    ended: running.ended.then(async ({ code }) => {
      await running.stop();
      return code;
    }),
  };
}
