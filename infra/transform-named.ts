import { refuse } from "./refuse.ts";

/** The class of a resource. */
export type ResourceType<Args> = new (
  name: string,
  args: Args,
  options?: $util.CustomResourceOptions,
) => unknown;

const unmatched = new Set<string>();

/**
 * Changes the arguments of the one resource with that logical name, which may be made by an SST component. The name is checked:
 * see `checkNamedTransforms`.
 */
export function transformNamed<Args>(
  type: ResourceType<Args>,
  name: string,
  change: (args: Args, options: $util.CustomResourceOptions) => void,
) {
  unmatched.add(name);
  $transform(type, (args, options, found) => {
    if (found !== name) return;
    unmatched.delete(name);
    change(args, options);
  });
}

/**
 * Called at the end of the program. A new version of SST may name a resource in another way; a role would then silently keep
 * the permissions that SST gives it.
 * @throws when `transformNamed` was called for a resource that the program did not make
 */
export function checkNamedTransforms() {
  if (unmatched.size === 0) return;
  refuse(
    `infra/ transforms ${[...unmatched].join(", ")}, and the program makes no resource of that name. See the calls of transformNamed in infra/.`,
  );
}
