import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleInputs } from "@stagecraft/plan/bundles/bundle-inputs";
import type { Plan } from "@stagecraft/plan/plan";
import { type EventLiteral, eventsIn } from "./events-in.ts";

/** An event that the code of functions publishes. */
export type WrittenEvent = EventLiteral & {
  /** The file, relative to the program, and the line. */
  readonly at: string;
  /** The functions with this code. */
  readonly functions: readonly string[];
};

/** The event literals in the functions' own code. Installed packages are not read. */
export async function eventsWritten(root: string, plan: Plan): Promise<readonly WrittenEvent[]> {
  const functionsByFile = new Map<string, string[]>();
  for (const [name, bundle] of Object.entries(plan.bundles)) {
    for (const path of (await bundleInputs(root, bundle)).filter(isOwn)) {
      functionsByFile.set(path, [...(functionsByFile.get(path) ?? []), name]);
    }
  }
  const found = await Promise.all(
    [...functionsByFile].map(async ([path, functions]) => {
      const source = await readFile(join(root, path), "utf8");
      return eventsIn(path, source).map((event) => ({
        ...event,
        at: `${path}:${event.line}`,
        functions,
      }));
    }),
  );
  return found.flat();
}

function isOwn(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !path.includes("node_modules/");
}
