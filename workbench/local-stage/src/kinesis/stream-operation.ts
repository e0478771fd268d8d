import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import type { KinesisContext } from "./kinesis-context.ts";
import type { Stream } from "./stream-directory.ts";

/** An operation on the stream that the request names, with one permission on that stream. */
export function streamOperation(
  context: Pick<KinesisContext, "streams">,
  name: string,
  run: (stream: Stream, fields: Fields) => unknown,
  /** For requests that do not name the stream by its name or ARN. */
  arnOf: (fields: Fields) => string = context.streams.arnOf,
): Operation {
  return {
    permissions: (input) => [{ action: `kinesis:${name}`, resource: arnOf(readFields(input)) }],
    run(input) {
      const fields = readFields(input);
      refuseDryRun(name, fields);
      return run(context.streams.byArn(arnOf(fields)), fields);
    },
  };
}

/** A dry run must not be executed, and is not implemented. */
function refuseDryRun(name: string, fields: Fields) {
  if (fields.DryRun !== true) return;
  throw notImplemented(`Kinesis.${name} with DryRun`);
}
