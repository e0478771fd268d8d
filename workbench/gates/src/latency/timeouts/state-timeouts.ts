import type { Plan } from "@stagecraft/plan/plan";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import { executionSeconds, taskStatesOf } from "../../contracts/task-states.ts";
import type { Finding } from "../../finding.ts";

const rule = "latency/state-timeouts";

/**
 * Tasks without a timeout, which may wait for a year, and timeouts that never apply, because a shorter one ends the wait before.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#sfn-stuck-execution
 */
export function stateTimeouts(plan: Plan): readonly Finding[] {
  return stateMachinesOf(plan).flatMap((machine) => {
    const executionEnds = executionSeconds(machine);
    return taskStatesOf(machine).flatMap(({ name, timeoutSeconds, heartbeatSeconds, text }) => {
      const found = (message: string, fix: string): readonly Finding[] => [
        { rule, severity: "error", resource: `${machine.logicalName}/${name}`, message, fix },
      ];
      // A timeout may be an expression.
      if (timeoutSeconds === undefined && !/"TimeoutSeconds(?:Path)?":/.test(text)) {
        return found(
          "It has no timeout: without an answer it waits for as long as the execution runs.",
          "In its contract: timeoutSeconds",
        );
      }
      if (typeof timeoutSeconds !== "number") return [];
      if (typeof heartbeatSeconds === "number" && heartbeatSeconds >= timeoutSeconds) {
        return found(
          `Its heartbeat of ${heartbeatSeconds} s is not shorter than its timeout of ${timeoutSeconds} s, so that it never applies.`,
          `In its contract: heartbeatSeconds below ${timeoutSeconds}`,
        );
      }
      if (typeof executionEnds === "number" && timeoutSeconds >= executionEnds) {
        return found(
          `Its timeout of ${timeoutSeconds} s is not shorter than that of the execution, ${executionEnds} s: the execution ends before the state can handle it.`,
          `In its contract: timeoutSeconds below ${executionEnds}`,
        );
      }
      return [];
    });
  });
}
