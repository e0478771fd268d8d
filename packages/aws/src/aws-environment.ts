/** Credentials of a role. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Where and as whom a function or a container calls AWS. */
export type AwsEnvironment = {
  readonly region: string;
  /** A function is asked for each signature: a container's credentials are renewed while it runs. */
  readonly credentials: Credentials | (() => Promise<Credentials>);
  /** In place of the service's own address in the region. */
  readonly endpoint?: string | undefined;
};

/** The role of a process, and its region. */
export type AwsIdentity = Pick<AwsEnvironment, "region" | "credentials">;

/**
 * Reads what Lambda sets for every function. Nothing else is looked for: a function has no profile, no container and no instance
 * that could have other credentials.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 *
 * @param serviceId as in `AWS_ENDPOINT_URL_SQS`: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws when a variable is missing; the message names it
 */
export function readAwsEnvironment(serviceId: string): AwsEnvironment {
  return {
    region: required("AWS_REGION"),
    credentials: {
      accessKeyId: required("AWS_ACCESS_KEY_ID"),
      secretAccessKey: required("AWS_SECRET_ACCESS_KEY"),
      sessionToken: required("AWS_SESSION_TOKEN"),
    },
    endpoint: readEndpoint(serviceId),
  };
}

/** The address of a service that the environment names in place of the service's own. */
export function readEndpoint(serviceId: string): string | undefined {
  return read(`AWS_ENDPOINT_URL_${serviceId.toUpperCase()}`) || read("AWS_ENDPOINT_URL");
}

function required(name: string): string {
  const value = read(name);
  if (value) return value;
  throw new Error(`The environment has no ${name}, which Lambda sets for every function.`);
}

function read(name: string): string | undefined {
  // biome-ignore lint/style/noProcessEnv: Lambda sets it, and the SDK reads it in the same way
  return process.env[name];
}
