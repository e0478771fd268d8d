import type { InvocationDefinition } from "@stagecraft/plan/resources/lambda/invocations";
import type { InvocationOutcome, Invoke } from "../common/invocation.ts";
import { readLoggedError } from "../logs/logged-error.ts";
import type { MapFrames } from "../logs/map-frames.ts";
import { printError } from "../logs/print-error.ts";
import { StageStartError } from "../stage/stage-start-error.ts";
import type { State } from "../stage/state.ts";

/**
 * Runs the Plan's invocations, as a deploy does: each once, and again when its triggers have changed.
 * @throws StageStartError when a function fails; the next start tries again.
 */
export async function runInvocations(
  invocations: readonly InvocationDefinition[],
  options: {
    readonly state: State;
    readonly invoke: Invoke;
    readonly log: (line: string) => void;
    readonly mapFrames: MapFrames;
  },
): Promise<void> {
  const { sqlite } = options.state;
  sqlite.exec(
    "CREATE TABLE IF NOT EXISTS invocations (name TEXT PRIMARY KEY, triggers TEXT NOT NULL) STRICT",
  );
  const select = sqlite.prepare("SELECT triggers FROM invocations WHERE name = ?");
  const remember = sqlite.prepare("INSERT OR REPLACE INTO invocations VALUES (?, ?)");
  for (const { logicalName, functionName, input, triggers } of invocations) {
    const wanted = JSON.stringify([functionName, input, triggers]);
    const done = select.get(logicalName) as { triggers: string } | undefined;
    if (done?.triggers === wanted) continue;
    const outcome = await options.invoke(functionName, JSON.parse(input), {
      caller: { kind: "operator" },
    });
    if (outcome.kind !== "success") {
      throw new StageStartError(
        options.mapFrames(
          `${logicalName} invokes ${functionName}, which failed: ${failureOf(outcome)}`,
        ),
      );
    }
    remember.run(logicalName, wanted);
    options.log(`${logicalName}: ${JSON.stringify(outcome.payload)}`);
  }
}

function failureOf(outcome: Exclude<InvocationOutcome, { kind: "success" }>): string {
  if (outcome.kind !== "function-error") return outcome.reason;
  const error = readLoggedError(outcome.payload);
  if (!error) return JSON.stringify(outcome.payload);
  const { head, below } = printError(error);
  return [head, ...below].join("\n");
}
