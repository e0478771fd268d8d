import type { ResourceOptions } from "../plan.ts";

/** What is read of Pulumi's protocol message for a resource. */
export type OptionsRequest = {
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
};

/** How a resource lives and dies, as a program tells Pulumi's engine; nothing where it tells nothing. */
export function resourceOptionsOf(request: OptionsRequest): { options?: ResourceOptions } {
  const ignoreChanges = request.getIgnorechangesList().toSorted();
  const replaceOnChanges = request.getReplaceonchangesList().toSorted();
  const options: ResourceOptions = {
    ...(request.getProtect() ? { protect: true } : {}),
    ...(request.getRetainondelete() ? { retainOnDelete: true } : {}),
    ...(request.getDeletebeforereplace() ? { deleteBeforeReplace: true } : {}),
    ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
    ...(replaceOnChanges.length > 0 ? { replaceOnChanges } : {}),
  };
  return Object.keys(options).length > 0 ? { options } : {};
}
