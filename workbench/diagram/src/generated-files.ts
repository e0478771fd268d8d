import type { Plan } from "@stagecraft/plan/plan";
import { type Picture, withPictures } from "./architecture-page.ts";
import { failureDrawing } from "./drawings/failure-drawing.ts";
import { networkDrawing } from "./drawings/network-drawing.ts";
import { overviewDrawing } from "./drawings/overview-drawing.ts";
import { splitDrawing } from "./drawings/split-drawing.ts";
import { systemDrawing } from "./drawings/system-drawing.ts";
import { flowOf } from "./flow/flow.ts";
import type { Drawing } from "./flow/graph.ts";
import { layout } from "./layout/layout.ts";
import { svg } from "./layout/svg.ts";
import { themes } from "./layout/theme.ts";

/** The text of every file that is made from a Plan, by its path. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/** The page that shows the pictures, and the folder that has no other file than its pictures. */
export const architecture = { page: "docs/architecture.md", folder: "docs/architecture" };

/** The overview, the pictures of the architecture page, and the page itself: `page` with its pictures in their places. */
export async function generatedFiles(plan: Plan, page: string): Promise<GeneratedFiles> {
  const flow = flowOf(plan);
  const files = new Map<string, string>();
  await draw(files, "docs/overview", overviewDrawing(flow));
  const shown: Record<string, readonly Picture[]> = {};
  const drawings = {
    system: systemDrawing(flow),
    failures: failureDrawing(plan),
    network: networkDrawing(plan),
  };
  for (const [name, drawing] of Object.entries(drawings)) {
    const parts = splitDrawing(drawing);
    shown[name] = parts.map(({ title }, index) => {
      const part = `architecture/${partName(name, index, parts)}`;
      return { title, light: `${part}-light.svg`, dark: `${part}-dark.svg` };
    });
    for (const [index, part] of parts.entries()) {
      await draw(files, `${architecture.folder}/${partName(name, index, parts)}`, part);
    }
  }
  files.set(architecture.page, withPictures(page, shown));
  return files;
}

async function draw(files: Map<string, string>, path: string, drawing: Drawing): Promise<void> {
  const placed = await layout(drawing);
  files.set(`${path}-light.svg`, svg(placed, themes.light));
  files.set(`${path}-dark.svg`, svg(placed, themes.dark));
}

function partName(name: string, index: number, parts: readonly Drawing[]): string {
  return parts.length === 1 ? name : `${name}-${index + 1}`;
}
