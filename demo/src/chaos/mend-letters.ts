import { runProgram } from "@stagecraft/acceptance/processes/run-program";
import { strangerIn } from "./explain-letters.ts";
import { judgeReplay, type Replayed } from "./judge-replay.ts";
import type { Letter } from "./letters.ts";
import type { Strangers } from "./strangers.ts";

/** As many as there may be. */
const bounds = ["--rate", "500", "--max", "100000"];

/** A copy that the bug gave back as often as it may, and that was on its way when it was mended, comes after the first. */
const mostReplays = 2;

type Mending = {
  readonly stateDirectory: string;
  readonly strangers: Strangers;
  readLetters(): Promise<readonly Letter[]>;
  /** Waits until what was replayed has ended; false when it does not. */
  rest(): Promise<boolean>;
};

/**
 * Does what a person would do once the bug is mended: replays every dead letter, of which `npm run dlq` has to refuse what nobody
 * could take and nothing else, and discards that. Gives what went wrong on the way, one line each.
 */
export async function mendLetters(run: Mending): Promise<readonly string[]> {
  const isStranger = (letter: Letter) => strangerIn(letter, run.strangers) !== undefined;
  const problems: string[] = [];
  let left = await run.readLetters();
  let replays = 0;
  do {
    problems.push(...(await replayAll(left, run)));
    left = await run.readLetters();
    replays += 1;
  } while (replays < mostReplays && !left.every(isStranger));
  return [
    ...problems,
    ...left
      .filter((letter) => !isStranger(letter))
      .map(({ place, messageId }) => `${place} ${messageId}: a dead letter after every replay`),
    ...(await discardAll(left.filter(isStranger), run)),
  ];
}

async function replayAll(due: readonly Letter[], run: Mending): Promise<readonly string[]> {
  const replay = await dlq(run, "replay", "--yes", "--json", ...bounds);
  const replayed = outcomesIn(replay.stdout);
  if (!replayed) return [failed("replay", replay)];
  const rests = await run.rest();
  return [
    ...judgeReplay(due, replayed, run.strangers),
    ...(rests ? [] : ["what was replayed did not come to its end"]),
  ];
}

async function discardAll(letters: readonly Letter[], run: Mending): Promise<readonly string[]> {
  if (letters.length === 0) return [];
  const ids = new Set(letters.map(({ messageId }) => messageId));
  const reason = ["--reason", "no stranger's message is an order"];
  const discard = await dlq(run, "discard", ...ids, "--yes", ...reason, "--max", "100000");
  return discard.exitCode === 0 ? [] : [failed("discard", discard)];
}

type End = Awaited<ReturnType<typeof dlq>>;

async function dlq({ stateDirectory }: Mending, ...args: readonly string[]) {
  return await runProgram(["workbench/dlq/src/main.ts", ...args, "--state", stateDirectory]).ended;
}

function outcomesIn(json: string): readonly Replayed[] | undefined {
  try {
    return JSON.parse(json).outcomes;
  } catch {
    return undefined;
  }
}

function failed(command: string, { exitCode, output }: End): string {
  return `npm run dlq -- ${command} ended with ${exitCode}: ${output.trimEnd().slice(-400)}`;
}
