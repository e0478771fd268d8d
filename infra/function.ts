import { canJoinNetwork, canLog } from "./capability.ts";
import { logRetentionDays } from "./log-retention.ts";
import { functionsGroup, privateSubnets } from "./network.ts";
import { stage } from "./stages.ts";

type FunctionSettings = {
  handler: string;
  description: string;
  memory: `${number} MB`;
  timeout: `${number} seconds`;
  /** The most that may run at once: reserved where the stage reserves. */
  concurrency: number;
  link?: sst.Linkable<Record<string, unknown>>[];
  permissions?: sst.aws.FunctionPermissionArgs[];
  copyFiles?: { from: string; to: string }[];
};

type FunctionOptions = { dependsOn?: $util.Resource[] };

/** A function with a role, a log group and a name of its own, and nothing inherited by accident. */
export function lambdaFunction(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions = {},
) {
  return build(name, settings, options, []);
}

/** The same inside the network, for what reaches Postgres. */
export function databaseFunction(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions = {},
) {
  return build(name, settings, options, canJoinNetwork(privateSubnets, functionsGroup), {
    privateSubnets: privateSubnets.map((subnet) => subnet.id),
    securityGroups: [functionsGroup.id],
  });
}

function build(
  name: string,
  settings: FunctionSettings,
  options: FunctionOptions,
  permissions: sst.aws.FunctionPermissionArgs[],
  vpc?: sst.aws.FunctionArgs["vpc"],
) {
  const physicalName = `${$app.name}-${$app.stage}-${name}`;
  // A name of its own each time: a stage that keeps its logs can be removed, and come back.
  const logGroup = new aws.cloudwatch.LogGroup(`${name}Logs`, {
    namePrefix: `/aws/lambda/${physicalName}-`,
    retentionInDays: logRetentionDays,
  });
  return new sst.aws.Function(
    name,
    {
      name: physicalName,
      handler: settings.handler,
      description: settings.description,
      runtime: "nodejs24.x",
      architecture: "arm64",
      memory: settings.memory,
      timeout: settings.timeout,
      storage: "512 MB",
      concurrency: stage.reserveConcurrency ? { reserved: settings.concurrency } : undefined,
      vpc,
      link: settings.link ?? [],
      permissions: [...(settings.permissions ?? []), ...permissions, canLog(logGroup)],
      copyFiles: settings.copyFiles ?? [],
      logging: { format: "json", logGroup: logGroup.name },
      nodejs: { minify: true, esbuild: { sourcemap: false } },
      environment: {
        // Since Node 20, Lambda no longer loads Amazon's own authorities by itself:
        // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
        ...(vpc ? { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" } : {}),
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: "Stagecraft",
        POWERTOOLS_LOG_LEVEL: "INFO",
      },
      transform: { role: narrow },
    },
    options,
  );
}

/** SST trusts the whole account and attaches policies that reach every log group; neither is needed. */
function narrow(role: aws.iam.RoleArgs): undefined {
  role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
  role.managedPolicyArns = [];
}
