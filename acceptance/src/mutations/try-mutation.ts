import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ProgramEnd } from "../processes/run-program.ts";
import { editedFiles } from "./edited-files.ts";
import type { MutationCheck, NamedMutation } from "./mutation.ts";

/** What one command made of an edit, and what it said. */
export type Verdict = {
  readonly command: string;
  /** `not-checked`: it fails without any edit, or is a gate that could not check. */
  readonly outcome: "caught" | "survived" | "not-checked";
  /** The lines, as one, in which it said what it had to; or else its last ones. */
  readonly said: string;
};

/** A copy of the repository that edits are tried in. */
export type MutationWorkspace = {
  readonly directory: string;
  /** Runs a command on the files as they stand. */
  run(command: string): Promise<ProgramEnd>;
  /** What the command came to before any edit. */
  untouched(command: string): Promise<ProgramEnd>;
};

/**
 * Applies an edit, runs all that has to catch it, and takes it back. What fails without any edit checks nothing.
 * @throws Error when the edit does not fit the files.
 */
export async function tryMutation(
  mutation: NamedMutation,
  { directory, run, untouched }: MutationWorkspace,
): Promise<readonly Verdict[]> {
  for (const { command } of mutation.caughtBy) {
    const end = await untouched(command);
    if (end.exitCode === 0) continue;
    const said = `It fails without any edit.\n${tailOf(end)}`;
    return [{ command, outcome: "not-checked", said }];
  }
  const { files, mismatches } = await editedFiles(mutation.edits, directory);
  if (mismatches.length > 0) {
    throw new Error(
      `${mutation.name} does not fit ${mismatches.map(({ file }) => file).join(", ")}`,
    );
  }
  try {
    for (const { file, after } of files) await write(join(directory, file), after);
    const verdicts: Verdict[] = [];
    for (const catcher of mutation.caughtBy) {
      verdicts.push(verdictOf(catcher, await run(catcher.command)));
    }
    return verdicts;
  } finally {
    for (const { file, before } of files) await write(join(directory, file), before);
  }
}

/** Without content there is no such file. */
async function write(path: string, content: string | undefined) {
  if (content === undefined) return await rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function verdictOf({ command, says }: MutationCheck, end: ProgramEnd): Verdict {
  const lines = new RegExp(`[^\\n]*(?:${says.source})[^\\n]*`, says.flags).exec(end.output)?.[0];
  if (end.exitCode !== 0 && lines !== undefined) {
    return { command, outcome: "caught", said: lines.trim().replaceAll(/\s+/g, " ") };
  }
  const couldNotCheck = command.startsWith("gate ") && end.exitCode === 2;
  const outcome = couldNotCheck ? "not-checked" : "survived";
  return { command, outcome, said: `It should have said ${says}.\n${tailOf(end)}` };
}

function tailOf({ exitCode, output }: ProgramEnd): string {
  return `exit code ${exitCode}\n${output.trimEnd().split("\n").slice(-15).join("\n")}`;
}
