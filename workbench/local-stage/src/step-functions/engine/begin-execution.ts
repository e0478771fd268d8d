import type { EngineParts } from "./engine-parts.ts";
import { enterState } from "./enter-state.ts";
import type { Execution } from "./execution.ts";
import { dataDetails } from "./history.ts";

/** Starts an execution in the first state of its machine. */
export function beginExecution(parts: EngineParts, execution: Execution) {
  const { history, threads } = parts;
  const { roleArn, machine } = execution.revision;
  history.add(execution, 0, "ExecutionStarted", {
    executionStartedEventDetails: { ...dataDetails("input", execution.inputText), roleArn },
  });
  const { input } = execution;
  const thread = threads.add(execution, undefined, {
    parentId: null,
    position: 0,
    state: machine.startAt,
    phase: "entered",
    input,
    enteredAtMs: 0,
    enteredEventId: 0,
    lastEventId: 0,
    variables: {},
    retries: [],
  });
  enterState(parts, thread, machine.startAt, input);
  parts.proceed(thread);
}
