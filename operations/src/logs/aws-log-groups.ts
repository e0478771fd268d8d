import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";

/** The log group of a function. A function has several when a removed stage kept its logs. */
export type FunctionLogGroup = {
  readonly name: string;
  /** The function, by its name in the program. */
  readonly functionName: string;
};

/**
 * The function's name in the program, and the 26 digits that the AWS provider adds to a name prefix: a time, and a counter in
 * hexadecimal. https://github.com/hashicorp/terraform-plugin-sdk/blob/v2.38.1/helper/id/id.go
 */
const afterPrefix = /^([A-Z]\w*?)(?:-[\da-f]{26})?$/;

/** The log groups of a stage's functions, by the names that infra/ gives them: `/aws/lambda/stagecraft-dev-OrdersApi-2026...`. */
export async function awsLogGroups(
  client: CloudWatchLogsClient,
  { app, stage }: { readonly app: string; readonly stage: string },
): Promise<readonly FunctionLogGroup[]> {
  const logGroupNamePrefix = `/aws/lambda/${app}-${stage}-`;
  const groups: FunctionLogGroup[] = [];
  const pages = paginateDescribeLogGroups({ client }, { logGroupNamePrefix });
  for await (const { logGroups = [] } of pages) {
    for (const { logGroupName: name = "" } of logGroups) {
      // Another stage's name may begin with this one's.
      const [, functionName] = afterPrefix.exec(name.slice(logGroupNamePrefix.length)) ?? [];
      if (functionName !== undefined) groups.push({ name, functionName });
    }
  }
  return groups;
}
