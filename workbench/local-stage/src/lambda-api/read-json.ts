import { AwsError } from "../common/aws-error.ts";

/** The JSON of a request's body: the event of an invocation. An empty object for an empty body. @throws AwsError InvalidRequestContentException */
export function readJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("InvalidRequestContentException", "Could not parse request body into json.");
  }
}
