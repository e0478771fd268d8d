import { spawn } from "node:child_process";
import { join } from "node:path";
import { usesFolderVariable } from "../journeys/record-uses.ts";

/** Runs every journey, each of which leaves in the folder what it saw used. Gives the exit code; progress is on stderr. */
export function runJourneys(root: string, folder: string): Promise<number | null> {
  const vitest = join(root, "node_modules/.bin/vitest");
  const args = ["run", "--project", "integration", "demo/src/journeys"];
  return new Promise((resolve, reject) => {
    spawn(vitest, args, {
      cwd: root,
      stdio: ["ignore", 2, 2],
      // biome-ignore lint/style/noProcessEnv: what runs the journeys needs all that this has
      env: { ...process.env, [usesFolderVariable]: folder },
    })
      .once("error", reject)
      .once("close", resolve);
  });
}
