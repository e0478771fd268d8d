import type { ProgramEnd } from "../run-program.ts";
import { applyPatch } from "./apply-patch.ts";
import type { Catcher, Mutation } from "./read-mutation.ts";

/** Whether one command caught an edit, and what it said. */
export type Verdict = {
  readonly command: string;
  readonly isCaught: boolean;
  /** The lines, as one, in which it said what it had to; or else its last ones. */
  readonly said: string;
};

/** A copy of the repository that edits are tried in. */
export type Workshop = {
  readonly directory: string;
  /** Runs a command on the files as they stand. */
  run(command: string): Promise<ProgramEnd>;
  /** What the command came to before any edit. */
  untouched(command: string): Promise<ProgramEnd>;
};

/** Applies an edit, runs all that has to catch it, and takes it back. What fails without any edit catches nothing. */
export async function tryMutation(
  { patchFile, catchers }: Mutation,
  { directory, run, untouched }: Workshop,
): Promise<readonly Verdict[]> {
  for (const { command } of catchers) {
    const end = await untouched(command);
    if (end.exitCode === 0) continue;
    return [{ command, isCaught: false, said: `It fails without any edit.\n${tailOf(end)}` }];
  }
  await applyPatch(patchFile, directory);
  try {
    const verdicts: Verdict[] = [];
    for (const catcher of catchers) verdicts.push(verdictOf(catcher, await run(catcher.command)));
    return verdicts;
  } finally {
    await applyPatch(patchFile, directory, "--reverse");
  }
}

function verdictOf({ command, says }: Catcher, end: ProgramEnd): Verdict {
  const lines = new RegExp(`[^\\n]*(?:${says.source})[^\\n]*`, "s").exec(end.output)?.[0];
  if (end.exitCode !== 0 && lines !== undefined) {
    return { command, isCaught: true, said: lines.trim().replaceAll(/\s+/g, " ") };
  }
  return { command, isCaught: false, said: `It should have said ${says}.\n${tailOf(end)}` };
}

function tailOf({ exitCode, output }: ProgramEnd): string {
  return `exit code ${exitCode}\n${output.trimEnd().split("\n").slice(-15).join("\n")}`;
}
