/** An error for the log. */
export type DescribedError = {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly stack?: string[];
  readonly cause?: DescribedError;
};

type Known = Error & { code?: unknown; severity?: unknown; params?: unknown; issues?: unknown };

/**
 * Describes an error without the data that it may contain: of an error whose message may quote data only name and code are kept, and
 * only the frames of every stack. Other properties are left out.
 */
export function describeError(thrown: unknown): DescribedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const { name, stack, cause, code } = thrown as Known;
  const message = messageOf(thrown);
  // A line of the message may look like a frame.
  const below = stack?.replace(thrown.message, "");
  const frames = below?.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name,
    ...(message !== undefined && { message }),
    ...(typeof code === "string" && { code }),
    ...(frames && { stack: frames.map((frame) => frame.trim()) }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
}

/** The message without data; undefined when the whole may be data. */
function messageOf(error: Known): string | undefined {
  const { message, code, severity, params, issues } = error;
  // Postgres and drizzle quote values.
  if (severity !== undefined || params !== undefined) return undefined;
  // JSON.parse quotes the text, BigInt and RegExp the whole of it.
  if (error instanceof SyntaxError) return undefined;
  // Zod quotes the names of unknown fields, which may be anything.
  if (Array.isArray(issues)) return issues.map((issue) => String(issue?.code)).join(", ");
  // Node quotes arguments: https://nodejs.org/api/errors.html#err_invalid_arg_value
  return String(code).startsWith("ERR_") ? message.replace(/ Received .*/s, "") : message;
}
