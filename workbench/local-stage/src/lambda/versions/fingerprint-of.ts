import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";

/**
 * The code and configuration that a version keeps, as text: a deploy that leaves it as it is publishes no version. Reserved
 * concurrency and the recursion configuration belong to the function and not to a version.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
 */
export function fingerprintOf(definition: FunctionDefinition): string {
  const {
    reservedConcurrency: _,
    recursiveLoop: __,
    publish: ___,
    logicalName: ____,
    bundle,
    ...configuration
  } = definition;
  const { handler, sha256, copies, links } = bundle;
  return JSON.stringify({ configuration, handler, sha256, copies, links });
}
