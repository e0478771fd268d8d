import type { Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";

/**
 * An operation whose permission can only be granted on `*`, as for all that reads or puts metric data.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function metricOperation(
  name: string,
  run: (fields: Fields) => unknown,
  contextOf: (fields: Fields) => { readonly [conditionKey: string]: string } = () => ({}),
): Operation {
  return {
    permissions: (input) => [
      { action: `cloudwatch:${name}`, resource: "*", context: contextOf(readFields(input)) },
    ],
    run: (input) => run(readFields(input)),
  };
}
