import type { FunctionDefinition } from "@stagecraft/plan/function-definition";

/** A log group that the function was given may be shared, so that the function's name is in its streams'. */
export function logStreamName(definition: FunctionDefinition, id: string, nowMs: number): string {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll("-", "/");
  const own = definition.logging.logGroup === `/aws/lambda/${definition.name}`;
  return `${day}/${own ? "" : definition.name}[$LATEST]${id}`;
}
