import type { Reports } from "../stage/report.ts";
import { StateUnusableError } from "../stage/state.ts";
import type { EngineEvent } from "./engine/engine-event.ts";

/** Reports what a person should know about executions: denials, failed states, executions that cannot go on. */
export function reportStepFunctions(reports: Reports) {
  return (event: EngineEvent) => {
    if (event.kind === "task-denied") {
      reports.add({
        kind: "denied",
        key: `denied ${event.roleArn} ${event.state}`,
        message: `the state ${event.state} lacks a permission as ${event.roleArn}: ${event.reason}`,
      });
    }
    if (event.kind === "state-failed") {
      const { state, error, cause } = event;
      reports.add({
        kind: "failed",
        key: `failed ${state} ${error}`,
        message: `the state ${state} failed with ${error}: ${cause}`,
      });
    }
    if (event.kind === "broken") {
      const { executionArn, error } = event;
      // A full disk stops every execution, and is one notice.
      const isDisk = error instanceof StateUnusableError;
      reports.add({
        kind: "failed",
        key: isDisk ? "broken state" : `broken ${executionArn}`,
        message: isDisk
          ? error.message
          : `${executionArn} cannot continue, because of an error of the stage: ${String(error)}`,
      });
    }
  };
}
