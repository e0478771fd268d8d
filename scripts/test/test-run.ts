import { env } from "node:process";

const pidVariable = "STAGECRAFT_TEST_PID";

/** The process id of `npm test`, which it passes through turbo to its programs. */
export type TestRun = { readonly pid?: number };

/** The test run of this process. Empty when a user started it. */
export const testRun: TestRun = env[pidVariable] ? { pid: Number(env[pidVariable]) } : {};

/** The variables with which it is passed on. */
export function variablesOf({ pid }: Required<TestRun>): Readonly<Record<string, string>> {
  return { [pidVariable]: String(pid) };
}
