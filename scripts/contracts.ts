import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { declarations } from "../packages/contracts/src/declarations.ts";
import { releasedFiles } from "../packages/contracts/src/documents/released-files.ts";
import { writtenFiles } from "../packages/contracts/src/documents/written-files.ts";
import type { ExitCode } from "../workbench/cli/src/exit-code.ts";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { UsageError } from "../workbench/cli/src/usage-error.ts";

const help = `npm run contracts -- [release] [--check]

  Writes the pages in docs/ about the contracts: contracts.md, openapi.json, asyncapi.json, api.html.
  release   stores the current schemas as released, in packages/contracts/released: their messages may be in flight from now on.
            Fails if "npm run gate -- contracts" has findings
  --check   writes nothing; exit 1 when a page is stale`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "contracts",
  help,
  options: { check: { type: "boolean", default: false } },
  words: true,
  async run({ values, positionals: [command, ...more] }) {
    if (more.length > 0) throw new UsageError(`unexpected argument "${more.join(" ")}"`);
    if (command === "release") return await release();
    if (command !== undefined) throw new UsageError(`There is no command "${command}"`);
    if (values.check) return await check();
    await write(root, writtenFiles(declarations()));
    return 0;
  },
});

async function check(): Promise<ExitCode> {
  for (const [path, text] of writtenFiles(declarations())) {
    const current = await readFile(join(root, path), "utf8").catch(() => "");
    if (current === text) continue;
    console.log(`${path} is stale: npm run contracts`);
    return 1;
  }
  console.log("docs/ is up to date with the contracts");
  return 0;
}

/** Releases only when the gate finds nothing: a breaking schema must not become the one that the next is compared with. */
async function release(): Promise<ExitCode> {
  const gate = join(root, "workbench/gates/src/main.ts");
  if (existsSync(gate)) {
    const { status } = spawnSync(process.execPath, [gate, "contracts"], {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) {
      console.log("Nothing was released: fix the findings of the gate first.");
      return 1;
    }
  }
  await write(join(root, "packages/contracts"), releasedFiles(declarations()));
  return 0;
}

async function write(directory: string, files: ReadonlyMap<string, string>) {
  for (const [path, text] of files) {
    const file = join(directory, path);
    if ((await readFile(file, "utf8").catch(() => "")) === text) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${path}`);
  }
}
