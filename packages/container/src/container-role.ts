import { fromHttp } from "@aws-sdk/credential-provider-http";
import { memoize } from "@smithy/core/config";
import { type AwsEnvironment, readEndpoint } from "@stagecraft/aws/aws-environment";

/** How long before their end credentials are renewed, as the SDK does. */
const renewBeforeMs = 5 * 60_000;

/**
 * Where and as whom a task of ECS calls AWS: its task role, from the credentials endpoint that ECS names in
 * AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI. They are fetched at the first call, and renewed while
 * the task runs. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 *
 * @returns the environment of calls of one service, by its id: `SQS`
 */
export function containerRole(region: string): (serviceId: string) => AwsEnvironment {
  const credentials = memoize(
    async () => {
      const { accessKeyId, secretAccessKey, sessionToken, expiration } = await fromHttp()();
      return {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken !== undefined && { sessionToken }),
        ...(expiration !== undefined && { expiration }),
      };
    },
    ({ expiration }) =>
      expiration !== undefined && expiration.getTime() - Date.now() < renewBeforeMs,
    ({ expiration }) => expiration !== undefined,
  );
  return (serviceId) => ({ region, credentials, endpoint: readEndpoint(serviceId) });
}
