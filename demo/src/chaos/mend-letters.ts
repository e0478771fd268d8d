import { runProgram } from "../run-program.ts";

/** As many as there may be. */
const bounds = ["--rate", "500", "--max", "100000"];

/**
 * Does what a person would do once the bug is mended: replays every dead letter, of which `npm run dlq` refuses what nobody could
 * take, and discards that. Gives what went wrong on the way, one line each.
 */
export async function mendLetters(
  stateDirectory: string,
  replayed: () => Promise<unknown>,
): Promise<readonly string[]> {
  const state = ["--state", stateDirectory];
  // Exit 1: something was refused, as it should be.
  const problems = await dlq([0, 1], "replay", "--yes", ...bounds, ...state);
  await replayed();
  const reason = ["--reason", "no stranger's message is an order"];
  return [
    ...problems,
    ...(await dlq([0], "discard", "--yes", ...reason, "--max", "100000", ...state)),
  ];
}

async function dlq(fine: readonly number[], ...args: readonly string[]): Promise<string[]> {
  const { exitCode, output } = await runProgram(["workbench/dlq/src/main.ts", ...args]).ended;
  if (exitCode !== null && fine.includes(exitCode)) return [];
  return [`npm run dlq -- ${args[0]} ended with ${exitCode}: ${output.trimEnd().slice(-400)}`];
}
