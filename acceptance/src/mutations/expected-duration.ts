import type { NamedMutation } from "./mutation.ts";

/** Durations on 2 cores, used until a command was measured on this machine. */
const defaultMs: { readonly [kind: string]: number } = {
  "gate iam": 90_000,
  gate: 8_000,
  run: 40_000,
  chaos: 50_000,
  test: 25_000,
};

/** Lists the commands for the edits in order: each once without an edit, unless its result is known, and once per edit. */
export function commandsOf(
  mutations: readonly NamedMutation[],
  known: ReadonlySet<string>,
): readonly string[] {
  const seen = new Set(known);
  return mutations.flatMap(({ caughtBy }) => {
    const commands = caughtBy.map(({ command }) => command);
    const baseline = commands.filter((command) => !seen.has(command));
    for (const command of commands) seen.add(command);
    return [...baseline, ...commands];
  });
}

/** Estimates the duration of commands. For a command that ran before, it is the longest measured one. */
export function expectedMs(
  commands: readonly string[],
  tookMs: ReadonlyMap<string, number>,
): number {
  return commands
    .map((command) => {
      const [kind = ""] = command.split(" ");
      return tookMs.get(command) ?? defaultMs[command] ?? defaultMs[kind] ?? 0;
    })
    .reduce((sum, ms) => sum + ms, 0);
}
