import { execFile, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isReleased, keepRelease } from "./releases/release.ts";

/** Records what is deployed as the release that the next one has to get on with: its sources, and its contracts. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const [name, ...more] = process.argv.slice(2);

if (!name || name.startsWith("-") || more.length > 0) {
  console.error(
    "npm run release -- NAME   records the files as they are, when a release is deployed, and the schemas in them",
  );
  process.exitCode = 1;
} else if (contracts().status !== 0) {
  process.exitCode = 1;
} else {
  const { stdout } = await promisify(execFile)("git", ["ls-files"], { cwd: root });
  const files: Record<string, string> = {};
  for (const path of stdout.trim().split("\n").filter(isReleased)) {
    files[path] = await readFile(join(root, path), "utf8");
  }
  await keepRelease(root, { name, files });
  console.log(`${name}: ${Object.keys(files).length} files recorded`);
}

function contracts() {
  return spawnSync(process.execPath, ["scripts/contracts.ts", "release"], {
    ...{ cwd: root, stdio: "inherit" },
  });
}
