import { UsageError } from "@stagecraft/cli/usage-error";
import { readOperatorCredentials } from "@stagecraft/local-stage/iam/operator-credentials";
import { readStageAddress } from "@stagecraft/local-stage/stage/stage-address";

/**
 * Returns the environment variables with which the AWS SDK of another process calls the local stage as its operator.
 * @throws UsageError when no stage runs on this state.
 */
export function operatorVariables(stateDirectory: string): Readonly<Record<string, string>> {
  const address = readStageAddress(stateDirectory);
  const credentials = readOperatorCredentials(stateDirectory);
  if (!address || !credentials) {
    throw new UsageError(
      `No stage is running on the state in ${stateDirectory}. Run npm start first, or set the folder with --state.`,
    );
  }
  return {
    AWS_ENDPOINT_URL: address.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: "us-east-1",
  };
}
