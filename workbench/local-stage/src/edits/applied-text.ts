import type { Plan } from "@stagecraft/plan/plan";
import { aliasesOf } from "@stagecraft/plan/resources/lambda/aliases";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { latestVersion } from "../lambda/versions/published-version.ts";

/** What became of new code of these functions, in a line: one behind an alias of a version does not get it before its alias is moved. */
export function appliedText(plan: Plan, names: readonly string[]): string {
  if (names.length === 0) return "the built code is the same";
  const withAlias = new Set(
    aliasesOf(plan)
      .filter(({ functionVersion }) => functionVersion !== latestVersion)
      .map(({ functionArn }) => functionArn),
  );
  const behindAlias = functionsOf(plan)
    .filter(({ arn, logicalName }) => withAlias.has(arn) && names.includes(logicalName))
    .map(({ logicalName }) => logicalName);
  const others = names.filter((name) => !behindAlias.includes(name));
  return [
    ...(others.length > 0 ? [`the next invocations of ${others.join(", ")} run the new code`] : []),
    ...(behindAlias.length > 0
      ? [`${behindAlias.join(", ")}: a new version, which the alias does not invoke yet`]
      : []),
  ].join("; ");
}
