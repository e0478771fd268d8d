import type { Plan } from "./plan.ts";

/** Files outside infra/ that are read when the program runs. */
const programFiles = /(^|\/)(sst\.config\.ts|package(-lock)?\.json|tsconfig(\.\w+)?\.json)$/;

/** Whether a change of a file (a path in the repository) can change what the program declares, and not only a function's code. */
export function isProgramFile(plan: Plan, path: string): boolean {
  if (path.startsWith("infra/") || programFiles.test(path)) return true;
  if (plan.programFiles.includes(path)) return true;
  return Object.values(plan.bundles).some(({ copies }) =>
    copies.some(({ from }) => path === from || path.startsWith(`${from}/`)),
  );
}
