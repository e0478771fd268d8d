import { nameAndMessage } from "./name-and-message.ts";
import { UnansweredError } from "./unanswered-error.ts";

/**
 * What AWS answers.
 * @param action as a policy names it: `ec2:DescribeVpcs`
 * @throws UnansweredError when it refuses, or cannot be reached.
 */
export async function ask<T>(action: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw unanswered(action, error);
  }
}

/**
 * Every page of an answer.
 * @throws UnansweredError
 */
export async function askPages<T>(action: string, pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  try {
    for await (const page of pages) all.push(page);
  } catch (error) {
    throw unanswered(action, error);
  }
  return all;
}

/**
 * As `ask`, where AWS may say that there is no such thing.
 * @param absent by which errors it says so
 */
export async function askIfThere<T>(
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

/** A defect stays what it is. */
function unanswered(action: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("$metadata" in error)) return error;
  if (isDenial(error)) {
    // To read one thing another may be needed, as a key's use is for a parameter: AWS names that.
    const [, denied = action] = /not authorized to perform: ([\w-]+:\w+)/.exec(error.message) ?? [];
    return new UnansweredError(`you are not permitted ${denied}`, {
      fix: `# have an administrator allow ${denied}, which only reads`,
      cause: error,
    });
  }
  return new UnansweredError(`AWS does not answer ${action} (${nameAndMessage(error)})`, {
    cause: error,
  });
}

const denials = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

/** S3 answers HEAD without a body, so that there is nothing but the status. */
function isDenial(error: Error & { readonly $metadata?: unknown }): boolean {
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return denials.test(error.name) || (error.name === "Unknown" && httpStatusCode === 403);
}
