import { AwsError } from "../common/aws-error.ts";

/** The fields of a request's body; none for an empty body. @throws AwsError InvalidRequestContentException */
export function readJsonObject(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (isFields(value)) return value;
  } catch {
    // The error below says it.
  }
  throw new AwsError("InvalidRequestContentException", "Could not parse request body into json.");
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
