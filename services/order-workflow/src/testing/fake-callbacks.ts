import type { CallbackOutcome, TaskCallbacks } from "@stagecraft/lambda/task-callbacks";

/** Records the results that are sent to tasks. */
export function fakeCallbacks(outcome: CallbackOutcome = "sent") {
  const calls: string[] = [];
  const send = async (call: string) => {
    calls.push(call);
    return outcome;
  };
  const callbacks: TaskCallbacks = {
    succeed: (token, result) => send(`${token}: ${result.outcome}`),
    fail: (token, error) => send(`${token}: ${error}`),
    heartbeat: (token) => send(`${token}: heartbeat`),
  };
  return { callbacks, calls };
}
