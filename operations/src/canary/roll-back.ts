import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { type LiveAlias, routeAlias } from "./live-alias.ts";

/**
 * Lets every alias invoke the version before, at once: during a release the one that still gets the rest of the invocations, else
 * the one that the alias invoked before.
 * @throws errors of Lambda's API
 */
export async function rollBack({ aliases, connection }: CanaryContext): Promise<CanaryResult> {
  const lines: string[] = [];
  let isMissing = false;
  for (const alias of aliases) {
    const back = versionBefore(alias);
    if (back === undefined) {
      isMissing = true;
      lines.push(
        `${alias.logicalName}: there is no version before ${alias.live}, which gets every invocation`,
      );
      continue;
    }
    const { to, from } = back;
    const routing = { live: to, note: { rolledBack: from } };
    await routeAlias(connection.lambda, alias, routing, connection.nowMs());
    lines.push(`${alias.logicalName}: version ${to} gets every invocation, version ${from} none`);
  }
  return { text: lines.join("\n"), exitCode: isMissing ? 1 : 0 };
}

type Back = { readonly from: string; readonly to: string };

function versionBefore({ live, canary, versions, note }: LiveAlias): Back | undefined {
  if (canary) return { from: canary.version, to: live };
  const isCandidate = (version: string) =>
    Number(version) < Number(live) && version !== note.rolledBack;
  const to = note.before ?? versions.findLast(isCandidate);
  return to === undefined || !versions.includes(to) ? undefined : { from: live, to };
}
