import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { architecture, generatedFiles } from "@stagecraft/diagram/generated-files";
import { staleFiles } from "@stagecraft/diagram/stale-files";
import type { Plan } from "@stagecraft/plan/plan";
import type { ReviewCheck } from "./review-line.ts";

/** Whether the drawings of the system and its network paths are those of the program. They show the stage prod. */
export async function drawingsCheck(root: string, plan: Plan): Promise<ReviewCheck> {
  const files = await generatedFiles(plan, await readFile(join(root, architecture.page), "utf8"));
  const stale = await staleFiles(root, architecture.folder, files);
  return {
    name: "drawings",
    status: stale.length > 0 ? "red" : "green",
    figure:
      stale.length > 0
        ? `${stale.join(", ")} is not what the program is`
        : `${architecture.page} shows the program: ${files.size - 1} drawings`,
    command: "npm run diagram -- --check",
  };
}
