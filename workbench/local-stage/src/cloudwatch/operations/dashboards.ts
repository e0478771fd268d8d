import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readString } from "../../endpoint/read-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { resourceNotFound } from "../cloudwatch-error.ts";
import { requireString } from "../read-request.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export function getDashboard({ dashboards, account }: CloudwatchContext): Operation {
  const arnOf = (fields: Fields) =>
    `arn:aws:cloudwatch::${account.accountId}:dashboard/${requireString(fields, "DashboardName")}`;
  return {
    permissions: (input) => [
      { action: "cloudwatch:GetDashboard", resource: arnOf(readFields(input)) },
    ],
    run(input) {
      const fields = readFields(input);
      const name = requireString(fields, "DashboardName");
      const found = dashboards.find((each) => each.name === name);
      if (found === undefined) throw resourceNotFound(`Dashboard ${name} does not exist`);
      return { DashboardArn: arnOf(fields), DashboardBody: found.body, DashboardName: name };
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export function listDashboards({ dashboards, account, nowMs }: CloudwatchContext): Operation {
  const arnOf = (name: string) => `arn:aws:cloudwatch::${account.accountId}:dashboard/${name}`;
  return {
    permissions: () => [{ action: "cloudwatch:ListDashboards", resource: arnOf("*") }],
    run(input) {
      const prefix = readString(readFields(input), "DashboardNamePrefix") ?? "";
      const found = dashboards.filter(({ name }) => name.startsWith(prefix));
      return {
        DashboardEntries: found.map(({ name, body }) => ({
          DashboardName: name,
          DashboardArn: arnOf(name),
          LastModified: nowMs() / 1_000,
          Size: Buffer.byteLength(body),
        })),
      };
    },
  };
}
