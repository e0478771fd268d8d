import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { RandomIds } from "./random-ids.ts";
import { isLineage, type Lineage, printLineage } from "./recursion/lineage.ts";

/**
 * X-Ray's header of an invocation. A caller's decision to sample stands; otherwise Lambda decides with active tracing, and here for
 * every request: on AWS for the first of each second and 5 % of the others.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 *
 * @param incoming the caller's header, if the caller passed one on
 * @param lineage the chain of requests with this invocation, in place of the caller's
 */
export function traceHeaderOf(
  incoming: string | undefined,
  { tracing }: Pick<FunctionDefinition, "tracing">,
  {
    ids,
    nowMs,
    lineage,
  }: { readonly ids: RandomIds; readonly nowMs: number; readonly lineage: Lineage },
): string {
  const fields = (incoming ?? "").split(";").filter((field) => field && !isLineage(field));
  const has = (name: string) => fields.some((field) => field.trim().startsWith(`${name}=`));
  const seconds = Math.floor(nowMs / 1000).toString(16);
  return [
    ...(has("Root") ? [] : [`Root=1-${seconds}-${ids.hex(24)}`]),
    ...fields,
    ...(has("Parent") ? [] : [`Parent=${ids.hex(16)}`]),
    ...(has("Sampled") ? [] : [`Sampled=${tracing === "Active" ? 1 : 0}`]),
    printLineage(lineage),
  ].join(";");
}
