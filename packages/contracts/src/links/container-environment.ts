import * as z from "zod";

const text = z.string().min(1);

/** The variables of every container: its region, which infra/ sets. */
const ContainerEnvironment = z.object({ AWS_REGION: text });

/** Those of an HTTP API in a container: what API Gateway knows of it. */
export const HttpContainerEnvironment = z
  .object({
    ...ContainerEnvironment.shape,
    PORT: z.coerce.number().int().nonnegative(),
    TOKEN_ISSUER: text,
    TOKEN_AUDIENCE: text,
    TOKEN_KEYS_URL: z.url(),
    TOKEN_SCOPE_PREFIX: z.string().default(""),
    REQUESTS_PER_SECOND: z.coerce.number().positive(),
    REQUESTS_BURST: z.coerce.number().positive(),
    DATABASE_CONNECTIONS: z.coerce.number().int().positive(),
  })
  .transform((environment) => ({
    region: environment.AWS_REGION,
    port: environment.PORT,
    tokens: {
      issuer: environment.TOKEN_ISSUER,
      audience: environment.TOKEN_AUDIENCE,
      keysUrl: environment.TOKEN_KEYS_URL,
      scopePrefix: environment.TOKEN_SCOPE_PREFIX,
    },
    throttle: {
      requestsPerSecond: environment.REQUESTS_PER_SECOND,
      burst: environment.REQUESTS_BURST,
    },
    databaseConnections: environment.DATABASE_CONNECTIONS,
  }));

/** Those of a consumer of a queue in a container: what an event source mapping knows of it. */
export const QueueContainerEnvironment = z
  .object({ ...ContainerEnvironment.shape, QUEUE_URL: z.url(), QUEUE_ARN: text })
  .transform((environment) => ({
    region: environment.AWS_REGION,
    queue: { url: environment.QUEUE_URL, arn: environment.QUEUE_ARN },
  }));

/** Those of an import as a task: `IMPORT_EVENT` is S3's notification of the file as JSON, as the function gets it. */
export const ImportTaskEnvironment = z
  .object({ ...ContainerEnvironment.shape, IMPORT_EVENT: text })
  .transform((environment) => ({
    region: environment.AWS_REGION,
    event: JSON.parse(environment.IMPORT_EVENT),
  }));
