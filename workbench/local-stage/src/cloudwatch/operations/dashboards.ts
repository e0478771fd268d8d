import type { Account } from "../../common/account.ts";
import type { Operation } from "../../common/operation.ts";
import { readFields, readString } from "../../endpoint/read-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { resourceNotFound } from "../cloudwatch-error.ts";
import { requireString } from "../read-request.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export function getDashboard({ dashboards, account }: CloudwatchContext): Operation {
  const nameIn = (input: unknown) => requireString(readFields(input), "DashboardName");
  return {
    permissions: (input) => [
      { action: "cloudwatch:GetDashboard", resource: arnOf(account, nameIn(input)) },
    ],
    run(input) {
      const name = nameIn(input);
      const found = dashboards.find((each) => each.name === name);
      if (found === undefined) throw resourceNotFound(`Dashboard ${name} does not exist`);
      return {
        DashboardArn: arnOf(account, name),
        DashboardBody: found.body,
        DashboardName: name,
      };
    },
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
export function listDashboards({ dashboards, account, nowMs }: CloudwatchContext): Operation {
  const sorted = dashboards.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    permissions: () => [{ action: "cloudwatch:ListDashboards", resource: arnOf(account, "*") }],
    run(input) {
      const prefix = readString(readFields(input), "DashboardNamePrefix") ?? "";
      const found = sorted.filter(({ name }) => name.startsWith(prefix));
      return {
        DashboardEntries: found.map(({ name, body }) => ({
          DashboardName: name,
          DashboardArn: arnOf(account, name),
          LastModified: nowMs() / 1_000,
          Size: Buffer.byteLength(body),
        })),
      };
    },
  };
}

function arnOf({ accountId }: Account, name: string): string {
  return `arn:aws:cloudwatch::${accountId}:dashboard/${name}`;
}
