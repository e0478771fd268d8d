import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "../workbench/cli/src/run-command.ts";
import { largeFolders, maximumFiles } from "./structure/folder-sizes.ts";
import { importCycles } from "./structure/import-cycles.ts";

const help = `npm run check:structure

  Checks that no files import each other in a cycle, imports of types included, and that no folder has more than ${maximumFiles}
  files directly inside; folders of data are not counted. Exit 1 for a finding.`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runCommand({
  name: "check:structure",
  help,
  options: {},
  async run() {
    const paths = trackedFiles();
    const sources = paths.filter((path) => /\.(?:ts|mts|mjs)$|package\.json$/.test(path));
    const cycles = importCycles(
      new Map(sources.map((path) => [path, readFileSync(join(root, path), "utf8")])),
    );
    for (const cycle of cycles) {
      console.log(
        `import cycle: ${[...cycle, cycle[0]].join(" -> ")}\n  Move what they share into a file of its own.`,
      );
    }
    const folders = largeFolders(paths);
    for (const { folder, files } of folders) {
      console.log(
        `${folder} has ${files} files directly inside, more than ${maximumFiles}\n  Move files that belong together into subfolders.`,
      );
    }
    return cycles.length + folders.length === 0 ? 0 : 1;
  },
});

/** The files that git tracks and that were not deleted since, relative to the root. */
function trackedFiles(): readonly string[] {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
  const paths = execFileSync("git", ["ls-files", "-z"], options).split("\0");
  return paths.filter((path) => path !== "" && existsSync(join(root, path)));
}
