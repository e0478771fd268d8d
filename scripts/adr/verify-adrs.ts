import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Adr, Trigger } from "./adr.ts";
import { compareNumbers, foundNumbers } from "./compare-numbers.ts";
import { type Origin, originOf } from "./origin.ts";
import type { CommandResult } from "./run-evidence-command.ts";

/** A line of the report, and whether it is about something that no longer holds. */
export type Verdict = { readonly line: string; readonly outcome: "holds" | "stale" | "left-out" };

/** How long a command takes that evidence/commands.yaml does not name. */
const shortSeconds = 3;

/** The commands that the numbers and the triggers of ADRs need, each once, the shortest first. */
export function commandsOf(
  adrs: readonly Adr[],
  seconds: ReadonlyMap<string, number>,
): readonly { readonly command: string; readonly expectedSeconds: number }[] {
  const origins = adrs.flatMap(({ evidence }) => [
    ...evidence.computed.map(originOf),
    ...evidence.reopen.map((trigger) => ("finds" in trigger ? originOf(trigger) : undefined)),
  ]);
  const commands = origins.flatMap((origin) =>
    origin && "command" in origin ? [origin.command] : [],
  );
  return [...new Set(commands)]
    .map((command) => ({ command, expectedSeconds: seconds.get(command) ?? shortSeconds }))
    .toSorted((a, b) => a.expectedSeconds - b.expectedSeconds);
}

/**
 * Compares the numbers of an ADR with the results of its commands and with its files, and looks whether a trigger says that the decision
 * has to be taken again. A command without a result was not to be run.
 */
export function verifyAdr(
  { evidence }: Adr,
  {
    root,
    today,
    results,
  }: {
    readonly root: string;
    /** `YYYY-MM-DD` */
    readonly today: string;
    readonly results: ReadonlyMap<string, CommandResult>;
  },
): readonly Verdict[] {
  const outputOf = (origin: Origin | undefined): CommandResult | undefined => {
    if (origin === undefined) return { output: "", fault: "has neither a command nor a file" };
    if ("command" in origin) return results.get(origin.command);
    const path = join(root, origin.file);
    return existsSync(path) ? { output: readFileSync(path, "utf8") } : undefined;
  };
  return [
    ...evidence.computed.flatMap((numbers) => {
      const origin = originOf(numbers);
      const result = outputOf(origin);
      const where = origin && "command" in origin ? origin.command : origin?.file;
      if (result === undefined) return [leftOut(`"${numbers.quoted}": ${where} was not run`)];
      if (result.fault !== undefined)
        return [stale(`"${numbers.quoted}": ${where} ${result.fault}`)];
      return compareNumbers(numbers, result.output).map(({ quoted, computed, holds }) => {
        const values = `quoted ${quoted}, computed ${computed ?? "nothing"}, tolerance ${numbers.tolerance}`;
        return {
          line: `"${numbers.quoted}": ${values} (${where})`,
          outcome: holds ? "holds" : "stale",
        } as const;
      });
    }),
    ...evidence.reopen.flatMap((trigger) => verifyTrigger(trigger, today, outputOf)),
  ];
}

function verifyTrigger(
  trigger: Trigger,
  today: string,
  outputOf: (origin: Origin | undefined) => CommandResult | undefined,
): readonly Verdict[] {
  if ("person" in trigger) return [];
  if ("after" in trigger) {
    const isDue = today >= trigger.after;
    return isDue
      ? [stale(`reopen when ${trigger.when}: look again, it is ${trigger.after} or later`)]
      : [holds(`reopen when ${trigger.when}: look again on ${trigger.after}`)];
  }
  const result = outputOf(originOf(trigger));
  if (result === undefined)
    return [leftOut(`reopen when ${trigger.when}: its command was not run`)];
  const [value] = foundNumbers(trigger.finds, result.output);
  if (value === undefined || result.fault !== undefined) {
    return [
      stale(
        `reopen when ${trigger.when}: ${result.fault ?? "the output does not have the number"}`,
      ),
    ];
  }
  const [bound, isMet] =
    "above" in trigger
      ? [`above ${trigger.above}`, value > trigger.above]
      : [`below ${trigger.below}`, value < trigger.below];
  const line = `reopen when ${trigger.when}: ${value}, reopened ${bound}`;
  return [isMet ? stale(line) : holds(line)];
}

const holds = (line: string): Verdict => ({ line, outcome: "holds" });
const stale = (line: string): Verdict => ({ line, outcome: "stale" });
const leftOut = (line: string): Verdict => ({ line, outcome: "left-out" });
