import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/**
 * The environment variables of a function's process, without those of the stage's process.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(options: {
  readonly definition: FunctionDefinition;
  readonly version: string;
  /** Credentials, endpoints and addresses of this environment; they have precedence over the function's variables. */
  readonly access: { readonly [name: string]: string };
  readonly runtimeApi: string;
  readonly runtimeDirectory: string;
  readonly taskRoot: string;
  readonly temporaryDirectory: string;
  readonly logStream: string;
}): { [name: string]: string } {
  const { definition } = options;
  const region = definition.arn.split(":")[3] ?? "";
  const level =
    definition.logging.applicationLogLevel ??
    (definition.logging.format === "JSON" ? "INFO" : undefined);
  return {
    _HANDLER: definition.bundle.handler,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: options.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_FORMAT: definition.logging.format,
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logging.logGroup,
    ...(level === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: level }),
    AWS_LAMBDA_LOG_STREAM_NAME: options.logStream,
    AWS_LAMBDA_RUNTIME_API: options.runtimeApi,
    AWS_REGION: region,
    HOME: options.temporaryDirectory,
    LAMBDA_RUNTIME_DIR: options.runtimeDirectory,
    LAMBDA_TASK_ROOT: options.taskRoot,
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    PWD: options.taskRoot,
    TMPDIR: options.temporaryDirectory,
    TZ: ":UTC",
    ...definition.environment,
    ...options.access,
  };
}
