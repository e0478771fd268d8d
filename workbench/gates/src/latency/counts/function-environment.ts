import type { Json } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/**
 * The environment variables that a function is imported with: Lambda's, its own, and its links in the form that SST has without a
 * file. Calls to AWS would fail: an import makes none.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  definition: FunctionDefinition,
  {
    taskRoot,
    app,
    stage,
  }: { readonly taskRoot: string; readonly app: string; readonly stage: string },
): { readonly [name: string]: string } {
  const { SST_KEY, SST_KEY_FILE, NODE_EXTRA_CA_CERTS, ...own } = definition.environment;
  const region = definition.arn.split(":")[3] ?? "";
  const links = { ...definition.bundle.links, App: { name: app, stage } };
  return {
    _HANDLER: definition.bundle.handler,
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_SESSION_TOKEN: "none",
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: definition.logging.format,
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logging.logGroup,
    AWS_XRAY_DAEMON_ADDRESS: "127.0.0.1:2000",
    LAMBDA_TASK_ROOT: taskRoot,
    TZ: ":UTC",
    ...withSecrets(own),
    ...Object.fromEntries(
      Object.entries(withSecrets(links)).map(([name, link]) => [
        `SST_RESOURCE_${name}`,
        JSON.stringify(link),
      ]),
    ),
  };
}

/** In place of secrets, addresses that nobody has (RFC 6761): code that parses a secret as an address accepts them too. */
function withSecrets<Value extends { readonly [name: string]: Json }>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value).replaceAll(/\{\{secret:(\w+)\}\}/g, "https://$1.secret.invalid"),
  );
}
