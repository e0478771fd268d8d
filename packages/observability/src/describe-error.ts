/** An error for the log. */
export type DescribedError = {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string[];
  readonly cause?: DescribedError;
};

type Known = Error & { code?: unknown; severity?: unknown; params?: unknown };

/**
 * Describes an error without the data that it may contain: messages of a database contain values, so only name and code of such
 * errors are kept, and only the frames of every stack.
 */
export function describeError(thrown: unknown): DescribedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const { name, message, stack, cause, code, severity, params } = thrown as Known;
  const quotesData = severity !== undefined || params !== undefined;
  const frames = stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name,
    ...(!quotesData && { message }),
    ...(typeof code === "string" && { code }),
    ...(frames && { stack: frames.map((frame) => frame.trim()) }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}
