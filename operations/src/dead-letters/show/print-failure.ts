import { readLoggedError } from "@stagecraft/local-stage/logs/logged-error";
import { printError } from "@stagecraft/local-stage/logs/print-error";
import type { Failure } from "../messages/dead-letter-message.ts";

/** The cause of a failure as text. Step Functions stores a function's whole error as JSON, with its stack. */
export function printFailure({
  error,
  message = "",
  stack = [],
}: Pick<Failure, "error" | "message" | "stack">): {
  readonly error: string;
  readonly below: readonly string[];
} {
  const thrown = readLoggedError(parsed(message));
  if (!thrown) return { error: [error, message].filter(Boolean).join(": "), below: stack };
  const { head, below } = printError(thrown);
  return { error: head.startsWith(error) ? head : `${error}: ${head}`, below };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
