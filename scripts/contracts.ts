import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { declarations } from "../packages/contracts/src/declarations.ts";
import { releasedFiles } from "../packages/contracts/src/documents/released-files.ts";
import { writtenFiles } from "../packages/contracts/src/documents/written-files.ts";

const help = `npm run contracts -- [release] [--check]

  Writes what docs/ says of the contracts: contracts.md, openapi.json, asyncapi.json, api.html.
  release   keeps the schemas as released, in packages/contracts/released: what may be in flight from now on.
            Refuses while "npm run gate -- contracts" finds something
  --check   writes nothing; exit 1 when a page is not what would be written`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [command] = positionals;
  if (values.help) console.log(help);
  else if (command === "release") await release();
  else if (command !== undefined) throw new Error(`There is no "${command}".\n${help}`);
  else if (values.check) await check();
  else await write(root, writtenFiles(declarations()));
} catch (error) {
  console.error(`contracts: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function check() {
  for (const [path, text] of writtenFiles(declarations())) {
    const kept = await readFile(join(root, path), "utf8").catch(() => "");
    if (kept !== text) throw new Error(`${path} is not what the contracts are: npm run contracts`);
  }
  console.log("docs/ says what the contracts are");
}

/** A schema that nothing in flight would survive must not become the one that the next is compared with. */
async function release() {
  const gate = join(root, "workbench/gates/src/main.ts");
  if (existsSync(gate)) {
    const { status } = spawnSync(process.execPath, [gate, "contracts"], {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("Nothing is released while the gate finds something.");
  }
  await write(join(root, "packages/contracts"), releasedFiles(declarations()));
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
