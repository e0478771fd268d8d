import type { Finding } from "../finding.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const rule = "operations/failure-without-error";

/** Failures whose log line has no error: nobody can say what went wrong. */
export function failureWithoutError({ telemetry }: OperationsFacts): readonly Finding[] {
  return telemetry.failuresWithoutError.map(({ functionName, message, reason }) => ({
    rule,
    severity: "error",
    resource: functionName,
    message: `Its log line "${message}" with the reason ${reason} has no error: name, message and stack are lost.`,
    fix: `Hand the error on: log.error("${message}", fields, thrown), or throw it with { cause } and let the adapter log it.`,
  }));
}
