import { findFunction } from "../logs/find-function.ts";
import type { CanaryContext, CanaryResult } from "./canary-context.ts";
import { type LiveAlias, routeAlias } from "./live-alias.ts";

/**
 * Lets the alias of a function, or every alias, invoke the version before, at once: during a release the one that still gets the
 * rest of the invocations, else the one that the alias invoked before. An alias that cannot be moved does not keep the others from
 * it: a second run would lead those that have moved one version further.
 */
export async function rollBack(context: CanaryContext): Promise<CanaryResult> {
  const { options } = context;
  const aliases = chosenAliases(context);
  if (aliases.length === 0) {
    const names = context.aliases.map(({ logicalName }) => logicalName).join(", ");
    const text = `${options.functionName} has no alias "live", so nothing was rolled back: revert the commit and deploy, see docs/runbooks/bad-deploy.md. Functions with the alias: ${names}.`;
    return { text, exitCode: 1 };
  }
  const lines: string[] = [];
  let exitCode: CanaryResult["exitCode"] = 0;
  for (const alias of aliases) {
    const { ok, text } = await rollBackAlias(alias, context);
    lines.push(`${alias.logicalName}: ${text}`);
    if (!ok) exitCode = 1;
  }
  return { text: lines.join("\n"), exitCode };
}

async function rollBackAlias(
  alias: LiveAlias,
  { connection: { lambda, nowMs } }: CanaryContext,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const back = versionBefore(alias);
  if (back === undefined) {
    const text = `there is no version before ${alias.live}, which gets every invocation`;
    return { ok: false, text };
  }
  const { to, from } = back;
  try {
    await routeAlias(lambda, alias, { live: to, note: { rolledBack: from } }, nowMs());
    return { ok: true, text: `version ${to} gets every invocation, version ${from} none` };
  } catch (error) {
    return { ok: false, text: `version ${from} was not rolled back: ${String(error)}` };
  }
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
