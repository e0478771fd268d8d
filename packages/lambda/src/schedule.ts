import { type Deadline, invocationHandler } from "./invocation.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/**
 * The Lambda handler of work without an input, which a schedule, a deploy or an operator starts. The outcome is logged and
 * returned; an error fails the invocation, so that it is retried and counted.
 */
export function scheduleHandler<Outcome extends LogFields>(
  work: (deadline: Deadline) => Promise<Outcome>,
  telemetry: Telemetry,
) {
  return invocationHandler<unknown, Outcome>(
    {
      message: "run",
      spanOf: () => ({ name: "run" }),
      async run(_event, { deadline, fields }) {
        const outcome = await work(deadline);
        Object.assign(fields, outcome);
        return outcome;
      },
    },
    telemetry,
  );
}
