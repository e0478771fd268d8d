import type { TaskCallbacks, Told } from "@stagecraft/lambda/task-callbacks";

/** Remembers what tasks were told, and answers that they were waiting, or had ended. */
export function fakeCallbacks(told: Told = "told") {
  const calls: string[] = [];
  const tell = async (call: string) => {
    calls.push(call);
    return told;
  };
  const callbacks: TaskCallbacks = {
    succeed: (token, { outcome }) => tell(`${token}: ${outcome}`),
    fail: (token, error) => tell(`${token}: ${error}`),
    heartbeat: (token) => tell(`${token}: heartbeat`),
  };
  return { callbacks, calls };
}
