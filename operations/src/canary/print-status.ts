import { durationText } from "@stagecraft/cli/duration-text";
import type { CanaryResult } from "./canary-context.ts";
import type { LiveAlias } from "./live-alias.ts";

/** Which version each alias invokes, a line each. */
export function printStatus(aliases: readonly LiveAlias[], nowMs: number): CanaryResult {
  return { text: aliases.map((alias) => lineOf(alias, nowMs)).join("\n"), exitCode: 0 };
}

function lineOf(alias: LiveAlias, nowMs: number): string {
  const { logicalName, live, canary, newest, note } = alias;
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const routed = canary
    ? `version ${live} gets ${percent(1 - canary.weight)} of the invocations, version ${canary.version} gets ${percent(canary.weight)}`
    : `version ${live} gets every invocation`;
  const published = `published ${durationText(Math.max(0, nowMs - alias.publishedMs))} ago`;
  const more = [
    newest === live ? `it is the newest, ${published}` : `the newest is ${newest}, ${published}`,
    ...(note.before === undefined ? [] : [`before it ${note.before}`]),
    ...(note.rolledBack === undefined ? [] : [rolledBackText(live, note.rolledBack)]),
  ];
  return `${logicalName}: ${[routed, ...more].join("; ")}`;
}

/** Somebody may have moved the alias to that version all the same. */
function rolledBackText(live: string, rolledBack: string): string {
  return rolledBack === live ? "it was rolled back before" : `rolled back from ${rolledBack}`;
}
