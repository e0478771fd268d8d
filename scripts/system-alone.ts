import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { copyRepository } from "../acceptance/src/copy-repository.ts";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { VisibleError } from "../workbench/cli/src/visible-error.ts";
import { runTool } from "./test/run-tool.ts";
import { openTemporaryFolder } from "./test/temporary-folder.ts";

const help = `npm run check:alone

  Copies infra/, packages/ and services/ and nothing else, and checks that they type-check, that their unit tests pass, and that every
  handler in infra/ can be bundled. Exit 1 when it does not.`;

const system = [
  ...["infra", "packages", "services"],
  ...["package.json", "sst.config.ts", "tsconfig.json", "vitest.config.ts", "vitest.d.ts"],
];

await runCommand({
  name: "check:alone",
  help,
  options: {},
  endsInOrder: true,
  async run(_given, { log, signal }) {
    const temporary = await openTemporaryFolder();
    const { directory, remove } = await copyRepository(system);
    try {
      for (const command of [
        ["tsc", "-p", "tsconfig.json", "--singleThreaded"],
        ["tsc", "-p", "infra/tsconfig.json", "--singleThreaded"],
        ["vitest", "run", "--project", "unit"],
        await bundling(directory),
      ]) {
        log(`infra/, packages/ and services/ alone: ${command.slice(0, 4).join(" ")}`);
        const { exitCode, output } = await runTool(command, {
          root: directory,
          signal,
          temporaryFolder: temporary.path,
        });
        if (exitCode === 0) continue;
        console.log(output);
        return 1;
      }
      return 0;
    } finally {
      await remove();
      await temporary.remove();
    }
  },
});

/** The command that bundles every handler in infra/. */
async function bundling(directory: string): Promise<string[]> {
  const handlers: string[] = [];
  for (const file of await readdir(join(directory, "infra"))) {
    if (!file.endsWith(".ts")) continue;
    const source = await readFile(join(directory, "infra", file), "utf8");
    for (const [, handler] of source.matchAll(/handler: "([\w/-]+)\.\w+"/g)) {
      handlers.push(`${handler}.ts`);
    }
  }
  if (handlers.length === 0) throw new VisibleError("infra/ contains no handler.");
  return [
    "../../.sst/platform/node_modules/.bin/esbuild",
    ...handlers,
    ...["--bundle", "--platform=node", "--format=esm", "--target=node22"],
    ...["--outdir=out", "--log-level=warning"],
  ];
}
