import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/** Functions may share a log group, so that the stream's name contains the function's name. */
export function logStreamName(
  definition: FunctionDefinition,
  version: string,
  id: string,
  nowMs: number,
): string {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll("-", "/");
  const own = definition.logging.logGroup === `/aws/lambda/${definition.name}`;
  return `${day}/${own ? "" : definition.name}[${version}]${id}`;
}
