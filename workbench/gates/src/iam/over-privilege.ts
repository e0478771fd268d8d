import type { Review } from "./ruling.ts";

/** How many actions the roles are granted, each counted for each role, and how many of them were used. */
export type OverPrivilege = { readonly granted: number; readonly used: number };

/** Of actions by role, without their wildcards. */
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
