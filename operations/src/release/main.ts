import { execFile, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ExitCode } from "@stagecraft/cli/exit-code";
import { runCommand } from "@stagecraft/cli/run-command";
import { UsageError } from "@stagecraft/cli/usage-error";
import { isReleased, writePreviousRelease } from "./release.ts";

const help = `npm run release -- NAME

  Records the current source files and their schemas as the deployed release. The next release is checked for compatibility with
  it. Run this after each deployment. Exit 1 when the gate "contracts" has findings, else 0.`;

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

await runCommand({
  name: "release",
  help,
  options: {},
  words: true,
  run({ positionals: [name, ...more] }) {
    if (!name) throw new UsageError("A release needs a name");
    if (more.length > 0) throw new UsageError(`Only one name is allowed, not ${more.length + 1}`);
    return release(name);
  },
});

async function release(name: string): Promise<ExitCode> {
  if (releaseContracts().status !== 0) return 1;
  const { stdout } = await promisify(execFile)("git", ["ls-files"], { cwd: root });
  const files: Record<string, string> = {};
  for (const path of stdout.trim().split("\n").filter(isReleased)) {
    files[path] = await readFile(join(root, path), "utf8");
  }
  await writePreviousRelease(root, { name, files });
  console.log(`${name}: ${Object.keys(files).length} files recorded`);
  return 0;
}

function releaseContracts() {
  return spawnSync(process.execPath, ["scripts/contracts.ts", "release"], {
    cwd: root,
    stdio: "inherit",
  });
}
