import type { CanaryResult } from "./canary-context.ts";
import type { LiveAlias } from "./live-alias.ts";

/** Which version each alias invokes, a line each. */
export function printStatus(aliases: readonly LiveAlias[]): CanaryResult {
  return { text: aliases.map(lineOf).join("\n"), exitCode: 0 };
}

function lineOf({ logicalName, live, canary, newest, note }: LiveAlias): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const routed = canary
    ? `version ${live} gets ${percent(1 - canary.weight)} of the invocations, version ${canary.version} gets ${percent(canary.weight)}`
    : `version ${live} gets every invocation`;
  const more = [
    ...(newest === live ? ["it is the newest"] : [`the newest is ${newest}`]),
    ...(note.before === undefined ? [] : [`before it ${note.before}`]),
    ...(note.rolledBack === undefined ? [] : [rolledBackText(live, note.rolledBack)]),
  ];
  return `${logicalName}: ${[routed, ...more].join("; ")}`;
}

/** Somebody may have moved the alias to that version all the same. */
function rolledBackText(live: string, rolledBack: string): string {
  return rolledBack === live ? "it was rolled back before" : `rolled back from ${rolledBack}`;
}
