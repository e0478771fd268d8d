import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Trouble } from "../stage/trouble.ts";
import type { EngineEvent } from "./engine/engine-event.ts";
import { machineArnOf } from "./machine-arn-of.ts";

/** What is to be said of an execution that failed or timed out. A person has stopped an aborted one on purpose. */
export function failedExecution(
  event: EngineEvent,
  stateMachines: readonly StateMachineDefinition[],
): Trouble | undefined {
  if (event.kind !== "execution-ended") return undefined;
  if (event.status !== "FAILED" && event.status !== "TIMED_OUT") return undefined;
  const machineArn = machineArnOf(event.executionArn);
  const stateMachine = stateMachines.find(({ arn }) => arn === machineArn);
  if (!stateMachine) return undefined;
  const name = event.executionArn.slice(event.executionArn.lastIndexOf(":") + 1);
  const error = event.error ?? (event.status === "TIMED_OUT" ? "States.Timeout" : "no error name");
  return { kind: "execution-failed", stateMachine: stateMachine.logicalName, name, error };
}
