import type { Plan } from "./plan.ts";

/** What is read when the program runs, beside infra/ and what it copies into functions. */
const programFiles = /(^|\/)(sst\.config\.ts|package(-lock)?\.json|tsconfig(\.\w+)?\.json)$/;

/** Whether a file (relative to the repository) decides what the program declares, and not only a function's code. */
export function shapesProgram(plan: Plan, path: string): boolean {
  if (path.startsWith("infra/") || programFiles.test(path)) return true;
  if (plan.programFiles.includes(path)) return true;
  return Object.values(plan.bundles).some(({ copies }) =>
    copies.some(({ from }) => path === from || path.startsWith(`${from}/`)),
  );
}
