import type { EngineParts } from "./engine-parts.ts";
import type { Thread } from "./execution.ts";
import { dataDetails } from "./history.ts";

/** Moves a thread into a state, which the thread runner then runs. */
export function enterState(parts: EngineParts, thread: Thread, name: string, input: unknown) {
  const { history, threads, clock } = parts;
  const type = thread.execution.revision.machine.states.get(name)?.type;
  const eventBeforeEntry = thread.data.lastEventId;
  const enteredEventId = history.follow(thread, `${type}StateEntered`, {
    stateEnteredEventDetails: { name, ...dataDetails("input", JSON.stringify(input)) },
  });
  const { parentId, position, item, variables } = thread.data;
  threads.set(thread, {
    parentId,
    position,
    variables,
    input,
    enteredEventId,
    eventBeforeEntry,
    ...(item && { item }),
    state: name,
    phase: "entered",
    enteredAtMs: clock.nowMs(),
    lastEventId: enteredEventId,
    retries: [],
  });
}
