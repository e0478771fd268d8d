import type { Team } from "../packages/contracts/src/contract.ts";
import { type Dependency, functionAlarms } from "./alarms/function-alarms.ts";
import { canJoinNetwork, canSendSpans, canWriteLogs, type Grant } from "./capability.ts";
import { metricsNamespaceOf } from "./metrics-namespace.ts";
import { functionsGroup, privateSubnets } from "./network/network.ts";
import { physicalName } from "./physical-name.ts";
import { stage } from "./stages.ts";

type FunctionSettings = {
  handler: string;
  description: string;
  /** The team that its alarms tell. */
  owner: Team;
  memory: `${number} MB`;
  timeout: `${number} seconds`;
  /** Whether it is called through its alias (`liveArn`): a deploy then publishes a version of each change. */
  live?: boolean;
  /** The most invocations at once; reserved on stages that reserve concurrency. */
  concurrency: number;
  /** The share of the timeout from which a person is told (default: 0.8). */
  longAfter?: number;
  /** Something outside the system without which its invocations fail. */
  dependsOnOutside?: Dependency;
  grants?: readonly Grant[];
  /** Values that the function reads from `Resource`, without a permission. */
  links?: readonly sst.Linkable<Record<string, unknown>>[];
  copyFiles?: { from: string; to: string }[];
};

/** The physical name of every function by its name. Complete at the end of the program. */
export const functions = new Map<string, string>();

type FunctionOptions = { dependsOn?: $util.Resource[] };

export const logRetentionDays = { "1 week": 7, "1 month": 30, "1 year": 365 }[stage.logRetention];

/**
 * Where the SDK looks for credentials when the environment has none; Lambda's always has some. In a bundle these are the largest part
 * of an SDK client, and one of them loads undici.
 */
const unusedCredentials = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];

/**
 * Lambda drops lines below its own level, INFO by default, and tells the function that level:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const writesDebugLines = stage.logLevel === "DEBUG" || stage.debugShare > 0;

const networkGrant = canJoinNetwork(privateSubnets, functionsGroup);

const vpc = {
  privateSubnets: privateSubnets.map(({ id }) => id),
  securityGroups: [functionsGroup.id],
};

/** A function with its own role, log group and name. */
export function lambdaFunction(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions = {},
) {
  return createFunction(name, settings, options);
}

/** A function in the private network, from which it reaches Postgres. */
export function databaseFunction(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions = {},
) {
  const grants = [...(settings.grants ?? []), networkGrant];
  return createFunction(name, { ...settings, grants }, options, vpc);
}

function createFunction(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions,
  network?: typeof vpc,
) {
  const functionName = physicalName(name);
  // AWS completes the name: a stage that keeps its logs can be removed and deployed again.
  const logGroup = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    namePrefix: `/aws/lambda/${functionName}-`,
    retentionInDays: logRetentionDays,
  });
  functions.set(name, functionName);
  functionAlarms(name, { ...settings, functionName, logGroup });
  const grants = [...(settings.grants ?? []), canWriteLogs(logGroup), canSendSpans];
  return new sst.aws.Function(
    name,
    {
      name: functionName,
      handler: settings.handler,
      description: settings.description,
      runtime: "nodejs24.x",
      architecture: "arm64",
      memory: settings.memory,
      timeout: settings.timeout,
      storage: "512 MB",
      versioning: stage.canary && settings.live === true,
      concurrency: stage.reserveConcurrency ? { reserved: settings.concurrency } : undefined,
      vpc: network,
      link: [...(settings.links ?? []), ...grants.flatMap(({ links }) => links)],
      permissions: grants.flatMap(({ permissions }) => permissions),
      copyFiles: settings.copyFiles ?? [],
      logging: { format: "json", logGroup: logGroup.name },
      nodejs: {
        minify: true,
        esbuild: { sourcemap: false, keepNames: false, external: unusedCredentials },
      },
      environment: {
        // Since Node 20, Lambda does not load Amazon's certificate authorities by default:
        // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
        ...(network ? { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } : {}),
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespaceOf(),
        ...logLevelOfEnvironment(),
      },
      transform: {
        role: restrictRole,
        function: (args) => {
          args.tracingConfig = { mode: "Active" };
          if (writesDebugLines) {
            args.loggingConfig = $util.output(args.loggingConfig).apply((logging) => ({
              ...logging,
              logFormat: "JSON",
              applicationLogLevel: "DEBUG",
            }));
          }
        },
      },
    },
    options,
  );
}

/** With a level in the environment, that of Lambda's filter does not count for the log itself. */
function logLevelOfEnvironment(): Record<string, string> {
  if (stage.logLevel === "DEBUG" || stage.debugShare === 0) return {};
  return {
    POWERTOOLS_LOG_LEVEL: stage.logLevel,
    POWERTOOLS_LOGGER_SAMPLE_RATE: String(stage.debugShare),
  };
}

/** SST lets the whole account assume the role and attaches managed policies for every log group. */
function restrictRole(role: aws.iam.RoleArgs): undefined {
  role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
  role.managedPolicyArns = [];
}
