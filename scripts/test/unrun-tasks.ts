import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A missing task of a package. */
export type UnrunTask = {
  /** The package.json, relative to the repository. */
  readonly file: string;
  readonly task: "types" | "unit" | "integration";
  /** The script to add. */
  readonly command: string;
};

/** The tasks that `npm test` would not run: turbo runs a task only in packages with a script of that name. */
export function unrunTasks(root: string): readonly UnrunTask[] {
  const { workspaces } = read(join(root, "package.json"));
  return (workspaces ?? [])
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
    .toSorted()
    .flatMap((file) => {
      const folder = dirname(file);
      const { scripts = {} } = read(join(root, file));
      const runTests = `node ${relative(folder, "scripts/run-tests.ts")}`;
      const needed = [
        { task: "types", command: "tsc -p . --singleThreaded", files: ["**/*.ts"] },
        { task: "unit", command: `${runTests} unit`, files: unitTests(root, folder) },
        {
          task: "integration",
          command: `${runTests} integration`,
          files: testsIn(root, folder, "*.integration.test.ts"),
        },
      ] as const;
      return needed
        .filter(({ task, files }) => files.length > 0 && !(task in scripts))
        .map(({ task, command }) => ({ file, task, command }));
    });
}

function unitTests(root: string, folder: string) {
  return testsIn(root, folder, "*.test.ts").filter(
    (file) => !file.endsWith(".integration.test.ts"),
  );
}

function testsIn(root: string, folder: string, pattern: string) {
  return globSync(`**/${pattern}`, {
    cwd: join(root, folder),
    exclude: (name) => name === "node_modules" || name === "fixtures",
  });
}

type Manifest = {
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
};

function read(file: string): Manifest {
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}
