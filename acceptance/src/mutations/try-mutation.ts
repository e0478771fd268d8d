import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ProgramEnd } from "../processes/run-program.ts";
import { editedFiles } from "./edited-files.ts";
import type { MutationCheck, NamedMutation } from "./mutation.ts";

/** The result of one check of an edit. */
export type Verdict = {
  readonly command: string;
  /** `not-checked`: the check fails without an edit, or is a gate that could not check. */
  readonly outcome: "caught" | "survived" | "not-checked";
  /** The expected output as one line; if it was not printed, the last lines of the output. */
  readonly output: string;
};

/** A copy of the repository in which edits are applied. */
export type MutationWorkspace = {
  readonly directory: string;
  /** Runs a command on the current files. */
  run(command: string): Promise<ProgramEnd>;
  /** The result of the command without an edit. */
  baseline(command: string): Promise<ProgramEnd>;
};

/**
 * Applies an edit, runs its checks, and reverts it. A check that fails without an edit proves nothing.
 * @throws Error when the edit does not fit the files.
 */
export async function tryMutation(
  mutation: NamedMutation,
  { directory, run, baseline }: MutationWorkspace,
): Promise<readonly Verdict[]> {
  for (const { command } of mutation.caughtBy) {
    const end = await baseline(command);
    if (end.exitCode === 0) continue;
    const output = `The check fails without an edit.\n${tailOf(end)}`;
    return [{ command, outcome: "not-checked", output }];
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
    for (const check of mutation.caughtBy) {
      verdicts.push(verdictOf(check, await run(check.command)));
    }
    return verdicts;
  } finally {
    for (const { file, before } of files) await write(join(directory, file), before);
  }
}

/** Without content the file is removed. */
async function write(path: string, content: string | undefined) {
  if (content === undefined) return await rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

function verdictOf({ command, says }: MutationCheck, end: ProgramEnd): Verdict {
  const lines = new RegExp(`[^\\n]*(?:${says.source})[^\\n]*`, says.flags).exec(end.output)?.[0];
  if (end.exitCode !== 0 && lines !== undefined) {
    return { command, outcome: "caught", output: lines.trim().replaceAll(/\s+/g, " ") };
  }
  const couldNotCheck = command.startsWith("gate ") && end.exitCode === 2;
  const outcome = couldNotCheck ? "not-checked" : "survived";
  return { command, outcome, output: `The output should match ${says}.\n${tailOf(end)}` };
}

function tailOf({ exitCode, output }: ProgramEnd): string {
  return `exit code ${exitCode}\n${output.trimEnd().split("\n").slice(-15).join("\n")}`;
}
