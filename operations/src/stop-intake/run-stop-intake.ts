import type { ExitCode } from "@stagecraft/cli/exit-code";
import type { Connection } from "../access/connection.ts";
import { startIntake, stopIntake } from "./change-intake.ts";
import { findIntake } from "./find-intake.ts";
import { type PrintContext, printStarted, printStatus, printStopped } from "./print-intake.ts";
import { readIntake } from "./read-intake.ts";
import { openSavedSettings } from "./saved-settings.ts";
import type { StopIntakeOptions } from "./stop-intake-options.ts";

/** The output of the command, and its exit code. */
export type StopIntakeResult = { readonly text: string; readonly exitCode: ExitCode };

/** Stops the intake of a stage, starts it again, or shows it. `say` gets a line for each change. */
export async function runStopIntake(
  connection: Connection,
  options: StopIntakeOptions,
  say: (line: string) => void,
): Promise<StopIntakeResult> {
  const { stage, action } = options;
  const { nowMs } = connection;
  const points = await findIntake(connection, stage);
  const saved = openSavedSettings(connection.ssm, stage);
  const printed: PrintContext = { options, nowMs: nowMs() };
  const show = async () => readIntake(points, await saved.all());
  if (action === "status") return { text: printStatus(await show(), printed), exitCode: 0 };
  const context = { points, saved, nowMs, say };
  const changes = action === "stop" ? await stopIntake(context) : await startIntake(context);
  const text =
    action === "stop"
      ? printStopped(changes, await show(), printed)
      : printStarted(changes, printed);
  return { text, exitCode: changes.some(({ outcome }) => outcome === "failed") ? 1 : 0 };
}
