import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { bundleModules } from "../counts/bundle-modules.ts";
import { clientsIn } from "./clients.ts";
import type { SourceFacts } from "./source-facts.ts";
import { createSourceReader } from "./source-files.ts";

/** Reads the own code of every function of a Plan. */
export async function readSourceFacts(root: string, plan: Plan): Promise<SourceFacts> {
  const read = createSourceReader(root);
  const functions = await Promise.all(
    functionsOf(plan).map(async (definition) => {
      const source = await read(await bundleModules(root, definition.bundle));
      return { definition, source, clients: clientsIn(source) };
    }),
  );
  return { plan, functions };
}
