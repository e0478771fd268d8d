import { runProgram } from "../run-program.ts";
import { strangerIn } from "./explain-letters.ts";
import { judgeReplay, type Replayed } from "./judge-replay.ts";
import type { Letter } from "./letters.ts";
import type { Strangers } from "./strangers.ts";

/** As many as there may be. */
const bounds = ["--rate", "500", "--max", "100000"];

/**
 * Does what a person would do once the bug is mended: replays every dead letter, of which `npm run dlq` has to refuse what nobody
 * could take and nothing else, and discards that. Gives what went wrong on the way, one line each.
 */
export async function mendLetters(run: {
  readonly stateDirectory: string;
  readonly strangers: Strangers;
  readLetters(): Promise<readonly Letter[]>;
  /** Waits until what was replayed has ended; false when it does not. */
  rest(): Promise<boolean>;
}): Promise<readonly string[]> {
  const state = ["--state", run.stateDirectory];
  const due = await run.readLetters();
  const replay = await dlq("replay", "--yes", "--json", ...bounds, ...state);
  const replayed = outcomesIn(replay.stdout);
  if (!replayed) return [failed("replay", replay)];
  const rests = await run.rest();
  const left = Map.groupBy(await run.readLetters(), (letter) =>
    strangerIn(letter, run.strangers) === undefined ? "orders" : "strangers",
  );
  const ids = new Set(left.get("strangers")?.map(({ messageId }) => messageId));
  const reason = ["--reason", "no stranger's message is an order"];
  const discard = await dlq("discard", ...ids, "--yes", ...reason, ...bounds.slice(2), ...state);
  return [
    ...judgeReplay(due, replayed, run.strangers),
    ...(rests ? [] : ["what was replayed did not come to its end"]),
    ...(left.get("orders") ?? []).map(
      ({ place, messageId }) =>
        `${place} ${messageId}: it was replayed, and is a dead letter again`,
    ),
    ...(discard.exitCode === 0 ? [] : [failed("discard", discard)]),
  ];
}

type End = Awaited<ReturnType<typeof dlq>>;

async function dlq(...args: readonly string[]) {
  return await runProgram(["workbench/dlq/src/main.ts", ...args]).ended;
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
