const connectionTimeoutMs = 1_000;

/** The settings of an AWS SDK client that fails in time for its function to answer. */
export function awsClientSettings({
  maxAttempts,
  requestTimeoutMs,
}: {
  readonly maxAttempts: number;
  readonly requestTimeoutMs: number;
}) {
  return {
    maxAttempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without it, the SDK only logs a warning.
      throwOnRequestTimeout: true,
    },
  };
}
