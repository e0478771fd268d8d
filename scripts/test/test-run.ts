import { env } from "node:process";

const pidVariable = "STAGECRAFT_TEST_PID";
const workersVariable = "STAGECRAFT_TEST_WORKERS";

/** What `npm test` tells the programs that it runs, through turbo: which process it is, and how many tests may run at once. */
export type TestRun = { readonly pid?: number; readonly workers?: number };

/** What this process was told; nothing when a person has called it. */
export const testRun: TestRun = {
  ...(env[pidVariable] ? { pid: Number(env[pidVariable]) } : {}),
  ...(env[workersVariable] ? { workers: Number(env[workersVariable]) } : {}),
};

/** The variables that tell it. */
export function variablesOf({ pid, workers }: Required<TestRun>): Readonly<Record<string, string>> {
  return { [pidVariable]: String(pid), [workersVariable]: String(workers) };
}
