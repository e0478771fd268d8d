import {
  type RunbookSection,
  readRunbook,
  runbookCommands,
} from "@stagecraft/operations/alarms/runbook";
import { runShell } from "../processes/run-shell.ts";
import type { Placeholders } from "./drill.ts";
import { DrillError } from "./drill-error.ts";

/** Runs the commands of a runbook's section but those that `prevented` matches, with the placeholders filled in; returns them. */
export type RunCommands = (
  runbook: string,
  section: RunbookSection,
  placeholders: Placeholders,
  prevented?: RegExp,
) => Promise<readonly string[]>;

/** A command that found trouble, or nothing, says so with 1. Wrong usage is 2. */
const allowedExitCodes = [0, 1];

/** Commands that work on a stage take the folder of its state. */
const onStage =
  /^npm run (alarms|orders|trace|logs|executions|dlq|customer|smoke|dashboard|canary)\b/;

/**
 * Runs commands as they are written in docs/runbooks, on the stage with its state in `stateDirectory`: each command once.
 * @throws DrillError for a runbook that does not exist, a placeholder that is not known, and a command that fails.
 */
export function createRunCommands(root: string, stateDirectory: string): RunCommands {
  const ran = new Set<string>();

  async function run(command: string, path: string, placeholders: Placeholders) {
    const written = command.replace(/(?<![\w-])[A-Z]{4,}(?![\w-])/g, (word) => {
      const value = placeholders[word];
      if (value !== undefined) return value;
      throw new DrillError(`${path} has "${command}", and nothing stands for ${word}.`);
    });
    const separator = written.includes(" -- ") ? " " : " -- ";
    const state = onStage.test(written) ? `${separator}--state '${stateDirectory}'` : "";
    const { exitCode, output } = await runShell(written + state, root);
    if (allowedExitCodes.includes(exitCode)) return;
    throw new DrillError(
      `"${written}" of ${path} ended with ${exitCode}:\n${output.slice(-2_000)}`,
    );
  }

  return async (runbook, section, placeholders, prevented) => {
    const path = `docs/runbooks/${runbook}.md`;
    const markdown = readRunbook(root, path);
    if (markdown === undefined) throw new DrillError(`There is no ${path}.`);
    const isFix = section === "Fix";
    const commands = runbookCommands(markdown, section).filter(
      (command) => (isFix || !ran.has(command)) && !prevented?.test(command),
    );
    for (const command of commands) ran.add(command);
    if (isFix) for (const command of commands) await run(command, path, placeholders);
    // The others only read.
    else await Promise.all(commands.map((command) => run(command, path, placeholders)));
    return commands;
  };
}
