import type { NamedMutation } from "./mutation.ts";

/** How long each kind took on 2 cores, for as long as this machine has not shown it. */
const usualMs: { readonly [kind: string]: number } = {
  "gate iam": 90_000,
  gate: 8_000,
  run: 40_000,
  chaos: 50_000,
  test: 25_000,
};

/** The commands that edits need, in their order: each first without any edit, unless that is known, then with the edits. */
export function commandsOf(
  mutations: readonly NamedMutation[],
  known: ReadonlySet<string>,
): readonly string[] {
  const seen = new Set(known);
  return mutations.flatMap(({ caughtBy }) => {
    const commands = caughtBy.map(({ command }) => command);
    const untouched = commands.filter((command) => !seen.has(command));
    for (const command of commands) seen.add(command);
    return [...untouched, ...commands];
  });
}

/** How long commands will take; one that ran before, as long as it took at most. */
export function expectedMs(
  commands: readonly string[],
  tookMs: ReadonlyMap<string, number>,
): number {
  return commands
    .map((command) => {
      const [kind = ""] = command.split(" ");
      return tookMs.get(command) ?? usualMs[command] ?? usualMs[kind] ?? 0;
    })
    .reduce((sum, ms) => sum + ms, 0);
}
