/**
 * Ends a deploy before anything is made.
 * @throws always; without a stack, of which a person who deploys would have to search the message
 */
export function refuse(message: string): never {
  throw Object.assign(new Error(message), { stack: message });
}
