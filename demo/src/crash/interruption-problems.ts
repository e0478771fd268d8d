import type { RunEnd } from "./problems-of.ts";

/**
 * The problems of an interrupted run, one line each. It has to report the interruption, print no result, and leave no process.
 */
export function interruptionProblems({ output, exitCode, left }: RunEnd): readonly string[] {
  // The signal came while the program was loading.
  if (exitCode > 128 && output === "" && left.length === 0) return [];
  const stack = /^\s+at .*$/m.exec(output)?.[0];
  const problems = [
    ...(left.length === 0 ? [] : [`it left processes behind: ${left.join(", ")}`]),
    ...(stack === undefined ? [] : [`it printed a stack: ${stack.trim()}`]),
  ];
  const balance = /^It (?:balances|does not balance).*$/m.exec(output)?.[0];
  // The run had printed its result before the signal.
  if (balance === "It balances.") return problems;
  return [
    ...problems,
    ...(balance === undefined ? [] : [`it printed a result: ${balance}`]),
    ...(exitCode > 128 ? [] : [`its exit code is ${exitCode}, expected more than 128`]),
    ...(output.includes("interrupted") ? [] : ["it did not report the interruption"]),
  ];
}
