import { gates } from "@stagecraft/gates/gates";
import type { ExitCondition } from "./exit-conditions.ts";

/** The existing gates that are part of an exit condition, in the order in which they run. */
export function gatesOf({ stage }: Pick<ExitCondition, "stage">): readonly string[] {
  return Object.keys(gates).filter((name) => gates[name]?.exitCondition === stage);
}

/** Every command that proves an exit condition, as a person types it. */
export function commandsOf(condition: ExitCondition): readonly string[] {
  const names = gatesOf(condition);
  return [
    ...(names.length > 0 ? [`npm run gate -- ${names.join(" ")}`] : []),
    ...condition.commands,
  ];
}
