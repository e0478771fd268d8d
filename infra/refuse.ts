/**
 * Ends a deploy before any resource is created.
 * @throws always, without a stack, so that the message is easy to see
 */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: message });
}
