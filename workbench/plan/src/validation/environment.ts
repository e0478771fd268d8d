import type { Plan } from "../plan.ts";
import { quotas } from "../quotas.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import type { ValidationError } from "./validation-error.ts";

const namesPage = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html";

/** Variables that Lambda sets itself and that a function cannot set. */
const reserved = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

const { value: maximumBytes, page: sizePage } = quotas.lambda.environmentVariablesBytes;

/** Environment variables with a reserved or malformed name, or with more than 4 KB in total. */
export function environmentErrors(plan: Plan): readonly ValidationError[] {
  return functionsOf(plan).flatMap(({ logicalName, environment }) => {
    const names = Object.keys(environment);
    const refused: ValidationError[] = names
      .filter((name) => reserved.has(name))
      .map((name) => ({
        resource: logicalName,
        message: `the environment variable ${name} is Lambda's own and cannot be set`,
        page: namesPage,
      }));
    const malformed = names.filter(
      (name) => !reserved.has(name) && !/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name),
    );
    for (const name of malformed) {
      refused.push({
        resource: logicalName,
        message: `"${name}" is not a valid name for an environment variable: a letter first, then letters, digits and underscores`,
        page: namesPage,
      });
    }
    const sizeBytes = Buffer.byteLength(JSON.stringify(environment));
    if (sizeBytes > maximumBytes) {
      refused.push({
        resource: logicalName,
        message: `its environment variables take ${sizeBytes} bytes of the ${maximumBytes} allowed`,
        page: sizePage,
      });
    }
    return refused;
  });
}
