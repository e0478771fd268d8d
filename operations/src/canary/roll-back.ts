import { findFunction } from "../logs/find-function.ts";
import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { type LiveAlias, routeAlias } from "./live-alias.ts";

/**
 * Lets the alias of a function, or every alias, invoke the version before, at once: during a release the one that still gets the rest of the invocations, else
 * the one that the alias invoked before.
 * @throws errors of Lambda's API
 */
export async function rollBack(context: CanaryContext): Promise<CanaryResult> {
  const { connection, options } = context;
  const aliases = chosenAliases(context);
  if (aliases.length === 0) {
    const names = context.aliases.map(({ logicalName }) => logicalName).join(", ");
    const text = `${options.functionName} has no alias "live", so nothing was rolled back: revert the commit and deploy, see docs/runbooks/bad-deploy.md. Functions with the alias: ${names}.`;
    return { text, exitCode: 1 };
  }
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

function chosenAliases({ aliases, options }: CanaryContext): readonly LiveAlias[] {
  const { functionName } = options;
  if (functionName === undefined) return aliases;
  const names = aliases.map(({ logicalName }) => logicalName);
  const chosen = findFunction(functionName, names);
  return aliases.filter(({ logicalName }) => logicalName === chosen);
}

type Back = { readonly from: string; readonly to: string };

function versionBefore({ live, canary, versions, note }: LiveAlias): Back | undefined {
  if (canary) return { from: canary.version, to: live };
  const isCandidate = (version: string) =>
    Number(version) < Number(live) && version !== note.rolledBack;
  const to = note.before ?? versions.findLast(isCandidate);
  return to === undefined || !versions.includes(to) ? undefined : { from: live, to };
}
