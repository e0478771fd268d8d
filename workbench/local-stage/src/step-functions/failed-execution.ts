import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Trouble } from "../stage/trouble.ts";
import type { EngineEvent } from "./engine/engine-event.ts";

/** What is to be said of an execution that failed or timed out. A person has stopped an aborted one on purpose. */
export function failedExecution(
  event: EngineEvent,
  stateMachines: readonly StateMachineDefinition[],
): Trouble | undefined {
  if (event.kind !== "execution-ended") return undefined;
  if (event.status !== "FAILED" && event.status !== "TIMED_OUT") return undefined;
  // arn:aws:states:us-east-1:123456789012:execution:MACHINE:NAME
  const [machine, name = ""] = event.executionArn.split(":").slice(6);
  const stateMachine = stateMachines.find((each) => each.name === machine);
  if (!stateMachine) return undefined;
  const error = event.error ?? (event.status === "TIMED_OUT" ? "States.Timeout" : "no error name");
  return { kind: "execution-failed", stateMachine: stateMachine.logicalName, name, error };
}
