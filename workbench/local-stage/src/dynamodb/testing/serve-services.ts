import { createNetwork } from "@stagecraft/plan/network/network";
import type { Plan } from "@stagecraft/plan/plan";
import { onTestFinished } from "vitest";
import type { AwsService } from "../../endpoint/aws-service.ts";
import { listen } from "../../endpoint/listen.ts";
import { serveRequests } from "../../endpoint/serve-requests.ts";
import { createAuthority } from "../../iam/authority.ts";
import { createIdentities } from "../../iam/credentials.ts";
import { createReports } from "../../stage/report.ts";

export const testAccountId = "123456789012";
export const testRegion = "us-east-1";

export type Statement = {
  readonly Action: string | string[];
  readonly Resource: string;
  readonly Condition?: { [operator: string]: { [key: string]: string } };
};

/**
 * Serves services behind the stage's endpoint, identity and IAM included. Returns what an SDK client needs to call as the
 * function `orders`, whose role allows `statements`.
 */
export async function serveServices(
  services: { readonly [signingName: string]: AwsService },
  statements: readonly Statement[],
) {
  const roleArn = `arn:aws:iam::${testAccountId}:role/orders-role`;
  const plan: Plan = {
    app: "test",
    stage: "test",
    region: testRegion,
    accountId: testAccountId,
    removal: "remove",
    protect: false,
    outputs: {},
    bundles: {},
    managedPolicies: [],
    programFiles: [],
    resources: [
      {
        type: "aws:iam/role:Role",
        name: "OrdersRole",
        parent: null,
        dependsOn: [],
        inputs: {
          name: "orders-role",
          assumeRolePolicy: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "lambda.amazonaws.com" },
                Action: "sts:AssumeRole",
              },
            ],
          },
          inlinePolicies: statements.map((statement, index) => ({
            name: `inline-${index}`,
            policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] },
          })),
        },
        outputs: { id: "orders-role", arn: roleArn },
      },
    ],
  };
  const identities = createIdentities();
  const listener = await listen(
    0,
    serveRequests(
      {
        services,
        callers: [],
        identities,
        authority: createAuthority(plan, Date.now),
        network: createNetwork(plan),
        reports: createReports(() => {}),
        nowMs: Date.now,
      },
      (_request, response) => response.writeHead(404).end(),
    ),
  );
  onTestFinished(() => listener.close());
  return {
    endpoint: `http://127.0.0.1:${listener.port}`,
    region: testRegion,
    credentials: identities.issue({ kind: "role", roleArn, functionName: "orders" }),
    maxAttempts: 1,
  };
}
