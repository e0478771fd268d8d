import { AwsCallError } from "./aws-call-error.ts";
import { nameAndMessage } from "./name-and-message.ts";

/**
 * The result of a call of AWS.
 * @param action as a policy names it: `ec2:DescribeVpcs`
 * @throws AwsCallError when AWS denies the call or cannot be reached
 */
export async function callAws<T>(action: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw unanswered(action, error);
  }
}

/**
 * All pages of a result.
 * @throws AwsCallError
 */
export async function callAwsPages<T>(
  action: string,
  pages: AsyncIterable<T>,
): Promise<readonly T[]> {
  const all: T[] = [];
  try {
    for await (const page of pages) all.push(page);
  } catch (error) {
    throw unanswered(action, error);
  }
  return all;
}

/**
 * As `callAws`, but undefined when the resource does not exist.
 * @param absent the names of the errors that mean this
 */
export async function callAwsIfExists<T>(
  action: string,
  answer: Promise<T>,
  absent: readonly string[],
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw unanswered(action, error);
  }
}

/** Any other error is a defect and is unchanged. */
function unanswered(action: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("$metadata" in error)) return error;
  if (isDenial(error)) {
    // A call may need a permission of another service, such as KMS for a parameter: AWS names it.
    const [, denied = action] = /not authorized to perform: ([\w-]+:\w+)/.exec(error.message) ?? [];
    return new AwsCallError(`you are not permitted ${denied}`, {
      fix: `# ask an administrator to allow ${denied}, which only reads`,
      cause: error,
    });
  }
  return new AwsCallError(`AWS did not answer ${action} (${nameAndMessage(error)})`, {
    cause: error,
  });
}

const denials = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

/** S3's response to HEAD has no body: only the status is known. */
function isDenial(error: Error & { readonly $metadata?: unknown }): boolean {
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return denials.test(error.name) || (error.name === "Unknown" && httpStatusCode === 403);
}
