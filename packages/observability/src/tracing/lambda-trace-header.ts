/**
 * X-Ray's header of the running invocation. Beside the trace it has `Lineage`, by which Lambda detects functions that call
 * themselves in a loop: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function lambdaTraceHeader(): string | undefined {
  // biome-ignore lint/style/noProcessEnv: Lambda writes the header of each invocation there
  return process.env._X_AMZN_TRACE_ID;
}
