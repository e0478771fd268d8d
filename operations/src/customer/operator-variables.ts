import { UsageError } from "@stagecraft/cli/usage-error";
import { readOperatorCredentials } from "@stagecraft/local-stage/iam/operator-credentials";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";

/**
 * Environment variables with which the AWS SDK of another program reaches the local stage that keeps its state there, as
 * its operator.
 * @throws UsageError when it does not run.
 */
export function operatorVariables(stateDirectory: string): Readonly<Record<string, string>> {
  const address = readStageAddress(stateDirectory);
  const credentials = readOperatorCredentials(stateDirectory);
  if (!address || !credentials) {
    throw new UsageError(
      `No stage runs that keeps its state in ${stateDirectory}. Run npm start first, or name its folder with --state.`,
    );
  }
  return {
    AWS_ENDPOINT_URL: address.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: "us-east-1",
  };
}
