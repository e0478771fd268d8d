import type { Resource } from "../../plan.ts";
import { textsOf } from "../../resources.ts";

/** What an alarm does when its state changes. Each action is the ARN of its target, such as an SNS topic. */
export type AlarmActions = {
  readonly actionsEnabled: boolean;
  readonly alarmActions: readonly string[];
  readonly okActions: readonly string[];
  readonly insufficientDataActions: readonly string[];
};

/** The actions of a metric alarm or a composite alarm; they are enabled by default. */
export function alarmActionsOf(resource: Resource): AlarmActions {
  return {
    actionsEnabled: resource.inputs.actionsEnabled !== false,
    alarmActions: textsOf(resource, "alarmActions"),
    okActions: textsOf(resource, "okActions"),
    insufficientDataActions: textsOf(resource, "insufficientDataActions"),
  };
}
