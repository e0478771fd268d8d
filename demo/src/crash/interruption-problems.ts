import type { RunEnd } from "./problems-of.ts";

/** What is wrong with a run that was interrupted, one line each: it says so, gives no verdict, and leaves nothing. */
export function interruptionProblems({ output, exitCode, left }: RunEnd): readonly string[] {
  // The signal came while the program was being loaded: nothing had begun.
  if (exitCode > 128 && output === "" && left.length === 0) return [];
  const stack = /^\s+at .*$/m.exec(output)?.[0];
  const problems = [
    ...(left.length === 0 ? [] : [`it left processes behind: ${left.join(", ")}`]),
    ...(stack === undefined ? [] : [`it printed a stack: ${stack.trim()}`]),
  ];
  const verdict = /^It (?:balances|does not balance).*$/m.exec(output)?.[0];
  // It had come to its verdict before.
  if (verdict === "It balances.") return problems;
  return [
    ...problems,
    ...(verdict === undefined ? [] : [`it gave a verdict: ${verdict}`]),
    ...(exitCode > 128 ? [] : [`its exit code is ${exitCode}, not a signal's`]),
    ...(output.includes("interrupted") ? [] : ["it did not say that it was interrupted"]),
  ];
}
