import type { Review } from "./rule.ts";

/** The number of actions that roles are granted, counted for each role, and how many of them were used. */
export type OverPrivilege = { readonly granted: number; readonly used: number };

/** `granted` are the actions of each role, with wildcards expanded. */
export function overPrivilegeOf(
  granted: Iterable<{ readonly roleArn: string; readonly action: string }>,
  { permissionsUsed = [] }: Pick<Review, "permissionsUsed">,
): OverPrivilege {
  const [all, seen] = [keysOf(granted), keysOf(permissionsUsed)];
  return { granted: all.size, used: [...all].filter((key) => seen.has(key)).length };
}

function keysOf(pairs: Iterable<{ readonly roleArn: string; readonly action: string }>) {
  return new Set([...pairs].map(({ roleArn, action }) => `${roleArn} ${action.toLowerCase()}`));
}
