import { appName } from "@stagecraft/contracts/system";

/** The beginning of the names in AWS of everything that belongs to the stage: `stagecraft-dev-`. */
export function stagePrefix(stage: string): string {
  return `${appName}-${stage}-`;
}

/**
 * The name in the program of what is named so in AWS: `OrdersQueue` of `stagecraft-dev-OrdersQueue-sdsueoov`. Undefined if it belongs
 * to another stage: names in the program begin with a capital letter, and those of stages have none, so that `pr-1` is not `pr-1-fix`.
 */
export function nameOnStage(name: string, stage: string): string | undefined {
  const prefix = stagePrefix(stage);
  if (!name.startsWith(prefix)) return undefined;
  return /^([A-Z]\w*?)(-[a-z]{8})?(\.fifo)?$/.exec(name.slice(prefix.length))?.[1];
}
