import * as z from "zod";

const text = z.string().min(1);

/** The environment variables of every container: its region, which infra/ sets. */
export const ContainerEnvironment = z.object({ AWS_REGION: text });

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
  }));
