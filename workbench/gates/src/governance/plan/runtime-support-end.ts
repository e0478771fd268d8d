import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Finding } from "../../finding.ts";
import type { GovernanceFacts } from "../governance-facts.ts";
import { runtimeSupportEnds, runtimesReadOn } from "./runtime-support-ends.ts";

const rule = "governance/runtime-support-end";

/** AWS tells of an end of support so many days before: enough for two releases of a program. */
const warningDays = 180;

const dayMs = 86_400_000;

/** Functions whose runtime AWS no longer supports (an error), or not for much longer (a warning). */
export function runtimeSupportEnd({ plan, today }: GovernanceFacts): readonly Finding[] {
  return functionsOf(plan).flatMap(({ logicalName, runtime }): readonly Finding[] => {
    const end = runtimeSupportEnds[runtime];
    const found = (severity: Finding["severity"], message: string): readonly Finding[] => [
      { rule, severity, resource: logicalName, message, fix: `runtime: "${newest(runtime)}"` },
    ];
    if (end === undefined) {
      return found("error", `The end of support of ${runtime} was not known on ${runtimesReadOn}.`);
    }
    const daysLeft = Math.round((Date.parse(end) - Date.parse(today)) / dayMs);
    if (daysLeft <= 0) return found("error", `AWS ended the support of ${runtime} on ${end}.`);
    if (daysLeft > warningDays) return [];
    return found("warning", `AWS ends the support of ${runtime} on ${end}, in ${daysLeft} days.`);
  });
}

/** The runtime of the same language with the latest end. */
function newest(runtime: string): string {
  const language = /^[a-z]+/.exec(runtime)?.[0] ?? runtime;
  const [latest] = Object.entries(runtimeSupportEnds)
    .filter(([name]) => name.startsWith(language))
    .toSorted(([, one], [, other]) => other.localeCompare(one));
  return latest?.[0] ?? "nodejs24.x";
}
