import { env } from "node:process";

const pidVariable = "STAGECRAFT_TEST_PID";

/** What `npm test` tells the programs that it runs, through turbo: which process it is. */
export type TestRun = { readonly pid?: number };

/** What this process was told; nothing when a person has called it. */
export const testRun: TestRun = env[pidVariable] ? { pid: Number(env[pidVariable]) } : {};

/** The variables that tell it. */
export function variablesOf({ pid }: Required<TestRun>): Readonly<Record<string, string>> {
  return { [pidVariable]: String(pid) };
}
