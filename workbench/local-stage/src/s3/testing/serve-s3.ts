import type { Json, Plan } from "@stagecraft/plan/plan";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { Enqueue } from "../../async-invoke/enqueue.ts";
import type { Clock } from "../../common/clock.ts";
import { listen } from "../../endpoint/listen.ts";
import { serveRequests } from "../../endpoint/serve-requests.ts";
import { createAuthority } from "../../iam/authority.ts";
import { createIdentities, longLivedCredentials } from "../../iam/credentials.ts";
import { createReports } from "../../stage/report.ts";
import { openState } from "../../stage/state.ts";
import { createS3 } from "../s3.ts";

export const testRegion = "eu-central-1";
const testAccountId = "123456789012";

/** A function's role, whose policy the test defines. */
export const testCaller = {
  kind: "role",
  roleArn: `arn:aws:iam::${testAccountId}:role/importer`,
  functionName: "importer",
} as const;

/** S3 behind the real endpoint, with the real signatures and the real decisions. */
export async function serveS3(options: {
  readonly directory: string;
  readonly buckets: readonly BucketDefinition[];
  readonly clock: Clock;
  readonly statements?: readonly Json[];
  readonly invokeAsync?: Enqueue;
}) {
  const { directory, buckets, clock } = options;
  const state = openState(directory);
  const reports = createReports(() => {});
  const identities = createIdentities();
  const operator = longLivedCredentials();
  identities.admit({ kind: "operator" }, operator);
  const authority = createAuthority(planWith(options.statements ?? [], buckets), clock.nowMs);
  const s3 = createS3({
    state,
    clock,
    buckets,
    directory,
    region: testRegion,
    accountId: testAccountId,
    invokeAsync: options.invokeAsync ?? (() => ({ kind: "queued", requestId: "request-1" })),
    report: reports.add,
  });
  const context = {
    services: {},
    streamingServices: { s3 },
    callers: [],
    identities,
    authority,
    reports,
    network: {
      toService: () => ({ open: true }) as const,
    },
    nowMs: clock.nowMs,
  };
  const listener = await listen(
    0,
    serveRequests(context, (_request, response) => void response.writeHead(404).end()),
  );
  return {
    url: `http://127.0.0.1:${listener.port}`,
    operator,
    /** Keys of `testCaller`. */
    role: identities.issue(testCaller),
    reports,
    async close() {
      await listener.close();
      state.close();
    },
  };
}

function planWith(statements: readonly Json[], buckets: readonly BucketDefinition[]): Plan {
  return {
    app: "shop",
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
        name: "Importer",
        parent: null,
        dependsOn: [],
        inputs: {
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
          inlinePolicies:
            statements.length === 0
              ? []
              : [
                  {
                    name: "inline",
                    policy: { Version: "2012-10-17", Statement: [...statements] },
                  },
                ],
        },
        outputs: { name: "importer", arn: testCaller.roleArn },
      },
      ...buckets.flatMap(({ name, policy }) => {
        if (policy === null) return [];
        const type = "aws:s3/bucketPolicy:BucketPolicy";
        const inputs = { bucket: name, policy };
        return [{ type, name, parent: null, dependsOn: [], inputs, outputs: {} }];
      }),
    ],
  };
}
