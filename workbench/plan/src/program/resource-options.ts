import type { ResourceOptions } from "../plan.ts";

/** The used parts of Pulumi's protocol message for a resource. */
export type OptionsRequest = {
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
};

/** The resource options that a program sets. Empty when it sets none. */
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
