/**
 * Limits of an evaluation, for `jsonata`. On AWS the time is documented, in ms; the length of a range was measured:
 * https://github.com/floci-io/floci/pull/2783. `stack` only ends calls that have no end: `jsonata` counts all fields of an
 * object as depth, so that 100 would refuse large objects.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const evaluationLimits = { timeout: 1_000, stack: 20_000, sequence: 873_782 };

/** How deep expressions may nest, as measured on AWS: https://github.com/floci-io/floci/pull/2783 */
export const deepestNesting = 100;

export const memoryLimitExceeded =
  "Expression evaluation memory limit exceeded: Check for excessive memory usage";

export const stackOverflow = `Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. Depth=${deepestNesting + 1} max=${deepestNesting}`;

const messages: { readonly [code: string]: string } = {
  D1011: stackOverflow,
  D1012: "Expression evaluation timeout: Check for infinite loop",
  D2014: memoryLimitExceeded,
  D2015: memoryLimitExceeded,
};

/** How AWS words an error of an evaluation: its limits and its own functions have no code. */
export function evaluationErrorText(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const text = code === undefined ? (message ?? String(error)) : messages[code];
  return text === undefined ? `. ${code}: ${message}` : `: ${text}`;
}
