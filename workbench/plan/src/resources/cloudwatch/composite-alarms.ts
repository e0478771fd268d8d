import type { Plan, Resource } from "../../plan.ts";
import { objectOf, resourcesOf, textOf } from "../../resources.ts";
import { alarmActionsOf } from "./alarm-actions.ts";
import type { CompositeAlarmDefinition } from "./composite-alarm-definition.ts";

/** Every composite alarm of the Plan. */
export function compositeAlarmsOf(plan: Plan): readonly CompositeAlarmDefinition[] {
  return resourcesOf(plan, "aws:cloudwatch/compositeAlarm:CompositeAlarm").map((resource) => {
    const { alarmDescription } = resource.inputs;
    return {
      logicalName: resource.name,
      name: textOf(resource, "alarmName"),
      arn: textOf(resource, "arn"),
      ...(typeof alarmDescription === "string" && { description: alarmDescription }),
      rule: textOf(resource, "alarmRule"),
      ...suppressorOf(resource),
      ...alarmActionsOf(resource),
    };
  });
}

function suppressorOf(resource: Resource): Pick<CompositeAlarmDefinition, "actionsSuppressor"> {
  const { alarm, waitPeriod, extensionPeriod } = objectOf(resource, "actionsSuppressor");
  if (typeof alarm !== "string") return {};
  return {
    actionsSuppressor: {
      alarm,
      waitPeriodSeconds: Number(waitPeriod),
      extensionPeriodSeconds: Number(extensionPeriod),
    },
  };
}
