import type { Account } from "../common/account.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import { readPage } from "./read-page.ts";

/** A log group of the stage. */
export type LocalLogGroup = {
  readonly name: string;
  /** Absent: its lines never expire. */
  readonly retentionInDays?: number;
};

/** Also the default. */
const maximumGroups = 50;

/** Other ways to select groups, of which only the prefix is implemented. */
const otherSelections = ["accountIdentifiers", "logGroupIdentifiers", "logGroupNamePattern"];

/**
 * `DescribeLogGroups` by prefix, a page at a time, sorted by name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
export function describeLogGroups(
  groups: readonly LocalLogGroup[],
  { region, accountId }: Account,
): Operation {
  const arnOf = (name: string) => `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
  return {
    // Whatever the prefix is, IAM is asked about a group without a name:
    // https://github.com/hashicorp/terraform-provider-aws/issues/8804
    permissions: () => [{ action: "logs:DescribeLogGroups", resource: `${arnOf("")}:log-stream:` }],
    run(input) {
      const fields = readFields(input);
      const given = otherSelections.find((name) => fields[name] !== undefined);
      if (given) throw notImplemented(`${given} of DescribeLogGroups`);
      const prefix = readString(fields, "logGroupNamePrefix") ?? "";
      const { from, end } = readPage(fields, maximumGroups);
      const found = groups
        .filter(({ name }) => name.startsWith(prefix))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
      return {
        logGroups: found.slice(from, end).map(({ name, retentionInDays }) => ({
          logGroupName: name,
          arn: `${arnOf(name)}:*`,
          logGroupArn: arnOf(name),
          logGroupClass: "STANDARD",
          ...(retentionInDays !== undefined && { retentionInDays }),
        })),
        ...(end < found.length && { nextToken: String(end) }),
      };
    },
  };
}
