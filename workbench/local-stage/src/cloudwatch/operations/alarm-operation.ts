import type { Account } from "../../common/account.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields } from "../../endpoint/read-fields.ts";

/**
 * An operation on alarms, which is granted by the alarms' ARNs. Without names it is on all of them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function alarmOperation(
  name: string,
  { region, accountId }: Account,
  namesIn: (fields: Fields) => readonly string[],
  run: (fields: Fields) => unknown,
): Operation {
  return {
    permissions(input) {
      const names = namesIn(readFields(input));
      return (names.length > 0 ? names : ["*"]).map((alarm) => ({
        action: `cloudwatch:${name}`,
        resource: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarm}`,
      }));
    },
    run: (input) => run(readFields(input)),
  };
}
