import type { Json, Plan, Resource, ResourceOptions } from "@stagecraft/plan/plan";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { planRules } from "../governance.ts";
import type { GovernanceSettings } from "../governance-settings.ts";

type Inputs = { readonly [name: string]: Json };

const types = {
  worker: "aws:lambda/function:Function",
  group: "aws:cloudwatch/logGroup:LogGroup",
  bucket: "aws:s3/bucket:Bucket",
  block: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  encryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  queue: "aws:sqs/queue:Queue",
  stream: "aws:kinesis/stream:Stream",
  table: "aws:dynamodb/table:Table",
  cluster: "aws:rds/cluster:Cluster",
  parameters: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
} as const;

type Part = keyof typeof types;

const settings: GovernanceSettings = {
  runaway: { functionUsdPerHour: 1, invocationsPerEvent: 10, loops: {} },
  exampleSecrets: {},
  advisories: [],
  runtimes: ["nodejs24.x"],
  architectures: ["arm64"],
  regions: ["eu-west-1"],
  tags: ["app", "owner"],
  licences: { bundled: ["MIT"], tools: ["MPL-2.0"] },
  kept: Object.fromEntries(
    [types.bucket, types.queue, types.stream, types.table, types.cluster].map((type) => [
      type,
      { protect: true, retain: false, reason: "an example" },
    ]),
  ),
};

const tags = { app: "test", owner: "someone" };
const denyPlainHttp = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** Inputs with which no rule finds anything. */
const sound: Readonly<Record<Part, Inputs>> = {
  worker: {
    name: "worker",
    role: "r",
    runtime: "nodejs24.x",
    architectures: ["arm64"],
    environment: { variables: { SST_KEY: "{{secret:LambdaEncryptionKey}}", LEVEL: "info" } },
    loggingConfig: { logGroup: "worker-logs" },
    tags,
  },
  group: { name: "worker-logs", retentionInDays: 30, tags },
  bucket: { bucket: "files", tags },
  block: {
    bucket: "files",
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  encryption: { bucket: "files", rules: [] },
  policy: { bucket: "files", policy: { Version: "2012-10-17", Statement: [denyPlainHttp] } },
  queue: { name: "jobs", sqsManagedSseEnabled: true, tags },
  stream: { name: "changes", encryptionType: "KMS", tags },
  table: { name: "seen", serverSideEncryption: { enabled: true }, tags },
  cluster: {
    engine: "aurora-postgresql",
    storageEncrypted: true,
    dbClusterParameterGroupName: "tls",
    deletionProtection: true,
    skipFinalSnapshot: false,
    backupRetentionPeriod: 14,
    tags,
  },
  parameters: { name: "tls", parameters: [{ name: "rds.force_ssl", value: "1" }], tags },
};

const outputs: Partial<Record<Part, Resource["outputs"]>> = {
  worker: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:worker" },
  bucket: { arn: "arn:aws:s3:::files" },
  queue: { arn: "arn:aws:sqs:eu-west-1:123456789012:jobs", url: "https://sqs/jobs" },
};

type Edit = {
  readonly inputs?: Partial<Record<Part, Inputs | "absent">>;
  readonly options?: Partial<Record<Part, ResourceOptions>>;
  readonly more?: readonly Resource[];
  readonly removal?: string;
  readonly today?: string;
};

const protectedFromDeploys: ResourceOptions = { protect: true };

function find({ inputs = {}, options = {}, more = [], removal = "retain", today }: Edit) {
  const parts = (Object.keys(types) as Part[]).filter((part) => inputs[part] !== "absent");
  const plan = planOf(
    ...parts.map(
      (part) =>
        [
          types[part],
          part,
          { ...sound[part], ...(inputs[part] as Inputs) },
          outputs[part] ?? {},
        ] as const,
    ),
  );
  const facts = {
    plan: {
      ...plan,
      removal,
      bundles: { worker: functionNamed("worker").bundle },
      resources: [
        ...plan.resources.map((resource) => ({
          ...resource,
          ...(settings.kept[resource.type]
            ? { options: options[resource.name as Part] ?? protectedFromDeploys }
            : {}),
        })),
        ...more,
      ],
    } satisfies Plan,
    settings,
    today: today ?? "2026-11-30",
    taggable: new Set(
      Object.values(types).filter((type) => !/PublicAccessBlock|BucketServer|Policy/.test(type)),
    ),
  };
  return planRules.flatMap((rule) => rule(facts));
}

const resource = (type: string, name: string, of: Partial<Resource> = {}): Resource => ({
  type,
  name,
  parent: null,
  dependsOn: [],
  inputs: { tags },
  outputs: {},
  ...of,
});

test.each<[string, Edit]>([
  ["a program that keeps to everything", {}],
  ["a stage that keeps no data", { removal: "remove", options: { bucket: {}, cluster: {} } }],
  ["a runtime whose support ends in 181 days", { today: "2027-11-01" }],
  [
    "a resource that the program only reads",
    {
      more: [
        resource(types.group, "theirs", {
          isRead: true,
          inputs: { name: "theirs", retentionInDays: 1 },
        }),
      ],
    },
  ],
  [
    "a policy that allows a service on behalf of one account",
    {
      inputs: {
        policy: {
          policy: {
            Statement: [
              denyPlainHttp,
              {
                Effect: "Allow",
                Principal: "*",
                Action: "s3:GetObject",
                Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
              },
            ],
          },
        },
      },
    },
  ],
])("%s is clean", (_what, edit) => {
  expect(find(edit)).toEqual([]);
});

test.each<[string, string, RegExp, Edit]>([
  [
    "unapproved-runtime",
    "worker",
    /Its runtime is python3.14, which is not approved/,
    { inputs: { worker: { runtime: "python3.14" } } },
  ],
  [
    "unapproved-architecture",
    "worker",
    /x86_64/,
    { inputs: { worker: { architectures: ["x86_64"] } } },
  ],
  [
    "unapproved-region",
    "elsewhere",
    /us-west-2/,
    {
      more: [
        resource("aws:sns/topic:Topic", "elsewhere", {
          outputs: { arn: "arn:aws:sns:us-west-2:123456789012:elsewhere" },
        }),
      ],
    },
  ],
  [
    "runtime-support-end",
    "worker",
    /AWS ends the support of nodejs24.x on 2028-04-30, in 180 days/,
    { today: "2027-11-02" },
  ],
  [
    "runtime-support-end",
    "worker",
    /AWS ended the support of nodejs24.x on 2028-04-30/,
    { today: "2028-04-30" },
  ],
  ["missing-tag", "queue", /owner is missing/, { inputs: { queue: { tags: { app: "test" } } } }],
  ["missing-tag", "table", /app, owner are missing/, { inputs: { table: { tags: null } } }],
  [
    "public-store",
    "bucket",
    /not blocked: blockPublicPolicy/,
    { inputs: { block: { blockPublicPolicy: false } } },
  ],
  ["public-store", "bucket", /not blocked: blockPublicAcls, /, { inputs: { block: "absent" } }],
  [
    "public-store",
    "policy",
    /allows everyone s3:GetObject/,
    {
      inputs: {
        policy: {
          policy: {
            Statement: [
              denyPlainHttp,
              { Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject" },
            ],
          },
        },
      },
    },
  ],
  ["unencrypted-store", "bucket", /no BucketServerSide/, { inputs: { encryption: "absent" } }],
  [
    "unencrypted-store",
    "queue",
    /sqsManagedSse/,
    { inputs: { queue: { sqsManagedSseEnabled: false } } },
  ],
  ["unencrypted-store", "stream", /no KMS key/, { inputs: { stream: { encryptionType: "NONE" } } }],
  [
    "unencrypted-store",
    "table",
    /not enabled/,
    { inputs: { table: { serverSideEncryption: null } } },
  ],
  [
    "unencrypted-store",
    "cluster",
    /storageEncrypted/,
    { inputs: { cluster: { storageEncrypted: false } } },
  ],
  [
    "store-without-tls",
    "bucket",
    /without TLS/,
    { inputs: { policy: { policy: { Statement: [] } } } },
  ],
  ["store-without-tls", "cluster", /without TLS/, { inputs: { parameters: { parameters: [] } } }],
  ["log-retention", "group", /for ever/, { inputs: { group: { retentionInDays: 0 } } }],
  [
    "log-retention",
    "worker",
    /logs to made-by-lambda, which the program does not declare/,
    { inputs: { worker: { loggingConfig: { logGroup: "made-by-lambda" } } } },
  ],
  [
    "unkept-store",
    "queue",
    /It can be deleted by a deploy and goes with a removal, and it is decided that it is protected/,
    { options: { queue: {} } },
  ],
  [
    "unkept-store",
    "cache",
    /nobody has decided whether aws:elasticache\/cluster:Cluster outlives its stage/,
    { more: [resource("aws:elasticache/cluster:Cluster", "cache")] },
  ],
  [
    "unkept-store",
    "cluster",
    /delete the database/,
    { inputs: { cluster: { deletionProtection: false } } },
  ],
  [
    "unkept-store",
    "cluster",
    /delete the database/,
    { inputs: { cluster: { backupRetentionPeriod: 1 } } },
  ],
  [
    "unkept-store",
    "vpc",
    /stays after a removal under the fixed name net/,
    {
      more: [
        resource("aws:ec2/vpc:Vpc", "vpc", {
          inputs: { name: "net", tags },
          options: { retainOnDelete: true },
        }),
      ],
    },
  ],
  [
    "secret-in-environment",
    "worker",
    /Its variable TOKEN has the value of the secret ProviderToken/,
    {
      inputs: {
        worker: { environment: { variables: { TOKEN: "Bearer {{secret:ProviderToken}}" } } },
      },
    },
  ],
])("%s is found on %s: %s", (rule, name, message, edit) => {
  expect(find(edit)).toMatchObject([
    { rule: `governance/${rule}`, resource: name, message: expect.stringMatching(message) },
  ]);
});

test("an end of support within 180 days is a warning, and a past one an error", () => {
  expect(find({ today: "2027-11-02" })).toMatchObject([{ severity: "warning" }]);
  expect(find({ today: "2028-05-01" })).toMatchObject([{ severity: "error" }]);
});
