import { runProgram } from "@stagecraft/acceptance/processes/run-program";
import { checkRedrive, type RedriveOutcome } from "./check-redrive.ts";
import type { DeadLetterMessage } from "./dead-letter-messages.ts";
import { poisonKeyOf } from "./explain-messages.ts";
import type { PoisonMessages } from "./poison-messages.ts";

/** High enough for every message of a run. */
const limits = ["--rate", "500", "--max", "100000"];

/** A copy of a message that failed often before the fix may become a dead-letter message after the first redrive. */
const maxRedrives = 2;

type Steps = {
  readonly stateDirectory: string;
  readonly poisonMessages: PoisonMessages;
  /** Removes the bug. */
  fix(): void;
  readDeadLetterMessages(): Promise<readonly DeadLetterMessage[]>;
  /** Waits until the redriven messages were processed; false when that does not happen. */
  untilIdle(): Promise<boolean>;
};

/**
 * Does what an operator does: fixes the bug, redrives every dead-letter message with `npm run dlq`, and discards the poison
 * messages, which the redrive has to refuse. Returns the problems, one line each.
 */
export async function fixAndRedrive(steps: Steps): Promise<readonly string[]> {
  const isPoison = (message: DeadLetterMessage) =>
    poisonKeyOf(message, steps.poisonMessages) !== undefined;
  steps.fix();
  const problems: string[] = [];
  let messages = await steps.readDeadLetterMessages();
  let redrives = 0;
  do {
    problems.push(...(await redriveAll(messages, steps)));
    messages = await steps.readDeadLetterMessages();
    redrives += 1;
  } while (redrives < maxRedrives && !messages.every(isPoison));
  return [
    ...problems,
    ...messages
      .filter((message) => !isPoison(message))
      .map(
        ({ source, messageId }) =>
          `${source} ${messageId}: still a dead-letter message after ${redrives} redrives`,
      ),
    ...(await discardAll(messages.filter(isPoison), steps)),
  ];
}

async function redriveAll(
  messages: readonly DeadLetterMessage[],
  steps: Steps,
): Promise<readonly string[]> {
  const redrive = await dlq(steps, "redrive", "--yes", "--json", "--personal", ...limits);
  const outcomes = outcomesIn(redrive.stdout);
  if (!outcomes) return [failureText("redrive", redrive)];
  const isIdle = await steps.untilIdle();
  return [
    ...checkRedrive(messages, outcomes, steps.poisonMessages),
    ...(isIdle ? [] : ["the redriven messages were not processed in time"]),
  ];
}

async function discardAll(
  messages: readonly DeadLetterMessage[],
  steps: Steps,
): Promise<readonly string[]> {
  if (messages.length === 0) return [];
  const ids = new Set(messages.map(({ messageId }) => messageId));
  const reason = ["--reason", "poison message"];
  const discard = await dlq(steps, "discard", ...ids, "--yes", ...reason, "--max", "100000");
  return discard.exitCode === 0 ? [] : [failureText("discard", discard)];
}

type CommandEnd = Awaited<ReturnType<typeof dlq>>;

async function dlq({ stateDirectory }: Steps, ...args: readonly string[]) {
  return await runProgram([
    "operations/src/dead-letters/main.ts",
    ...args,
    "--state",
    stateDirectory,
  ]).ended;
}

function outcomesIn(json: string): readonly RedriveOutcome[] | undefined {
  try {
    return JSON.parse(json).outcomes;
  } catch {
    return undefined;
  }
}

function failureText(command: string, { exitCode, output }: CommandEnd): string {
  return `npm run dlq -- ${command} ended with exit code ${exitCode}: ${output.trimEnd().slice(-400)}`;
}
