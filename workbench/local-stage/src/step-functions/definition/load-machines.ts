import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Authority } from "../../iam/authority.ts";
import { StageStartError } from "../../stage/stage-start-error.ts";
import type { Revision } from "../engine/execution.ts";
import type { CurrentMachine } from "../step-functions-context.ts";
import { checkDefinition } from "./check-definition.ts";
import { compileMachine } from "./compile-machine.ts";
import { describeProblem } from "./definition-problem.ts";
import type { RevisionRow, RevisionStore } from "./revision-store.ts";
import { type Fields, isFields } from "./visit-states.ts";

/**
 * The state machines by ARN, checked and compiled.
 * @throws StageStartError naming machine, state and reason for what AWS would refuse or this stage cannot run.
 */
export function loadMachines(
  definitions: readonly StateMachineDefinition[],
  options: {
    readonly revisions: RevisionStore;
    readonly authority: Pick<Authority, "trusts">;
    readonly nowMs: number;
  },
): ReadonlyMap<string, CurrentMachine> {
  const refused = definitions.flatMap((definition) =>
    refusals(definition, options).map((reason) => `${definition.logicalName}: ${reason}`),
  );
  if (refused.length > 0) {
    throw new StageStartError(`A deploy of this would fail:\n${refused.join("\n")}`);
  }
  const { revisions, nowMs } = options;
  return new Map(
    definitions.map((definition) => {
      const { arn: machineArn, name: machineName, roleArn, definition: text } = definition;
      const row =
        revisions.find(machineArn, roleArn, text) ??
        revisions.insert({
          machineArn,
          machineName,
          roleArn,
          definition: text,
          createdAtMs: nowMs,
        });
      const createdAtMs = revisions.machineCreatedAtMs(machineArn);
      return [machineArn, { definition, revision: revisionOf(row), createdAtMs }];
    }),
  );
}

/** A compiled definition that was accepted earlier. */
export function revisionOf(row: RevisionRow): Revision {
  const { id, machineArn, machineName, roleArn, definition } = row;
  const { machine } = compileMachine(JSON.parse(definition) as Fields);
  return { id, machineArn, machineName, roleArn, machine };
}

function refusals(
  { arn, roleArn, type, definition: text }: StateMachineDefinition,
  { revisions, authority }: Parameters<typeof loadMachines>[1],
): readonly string[] {
  const trusted = authority.trusts(roleArn, "states.amazonaws.com", arn);
  if (!trusted.allowed) {
    return [`states.amazonaws.com cannot assume its role ${roleArn}. ${trusted.explanation}`];
  }
  if (type !== "STANDARD") {
    return [`an ${type} state machine is not implemented here; only STANDARD ones are`];
  }
  // A check takes a quarter of a second: an accepted definition is not checked again.
  if (revisions.find(arn, roleArn, text)) return [];
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch (error) {
    return [`its definition is not JSON: ${(error as Error).message}`];
  }
  if (!isFields(definition)) return ["its definition is not a JSON object"];
  const found = checkDefinition(definition);
  const problems = found.length > 0 ? found : compileMachine(definition).problems;
  return problems.map(describeProblem);
}
