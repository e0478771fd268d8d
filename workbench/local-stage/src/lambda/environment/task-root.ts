import { mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import type { Bundle } from "@stagecraft/plan/plan";

/** The folders of one environment. */
export type TaskRoot = {
  /** What Lambda mounts at /var/task. */
  readonly directory: string;
  /** The environment's own /tmp. */
  readonly temporaryDirectory: string;
  remove(): Promise<void>;
};

/**
 * Creates a function's task root as it would be uploaded: links to the built files, copies, and the environment's own
 * files.
 * @throws when the bundle or a file that goes with it is not there.
 */
export async function makeTaskRoot(options: {
  /** A folder for this environment alone. */
  readonly parent: string;
  readonly bundle: Bundle;
  readonly repositoryRoot: string;
  /** Content by path within the task root. */
  readonly files: { readonly [path: string]: Buffer };
}): Promise<TaskRoot> {
  const { parent, bundle, repositoryRoot, files } = options;
  const directory = join(parent, "task");
  const temporaryDirectory = join(parent, "tmp");
  await Promise.all([
    mkdir(directory, { recursive: true }),
    mkdir(temporaryDirectory, { recursive: true }),
  ]);

  const built = resolve(repositoryRoot, bundle.directory);
  const names = await readdir(built).catch((cause: unknown) => {
    throw new Error(`The bundle of ${bundle.source} is not at ${built}: run the plan again`, {
      cause,
    });
  });
  const own = new Set(Object.keys(files).map((path) => path.split("/")[0]));
  const links = names
    .filter((name) => !own.has(name))
    .map((name) => ({ from: join(built, name), to: name }));
  const copies = bundle.copies.map(({ from, to }) => ({ from: resolve(repositoryRoot, from), to }));
  await Promise.all([
    ...[...links, ...copies].map(async ({ from, to }) => {
      const path = within(directory, to);
      await mkdir(dirname(path), { recursive: true });
      await symlink(from, path);
    }),
    ...Object.entries(files).map(async ([to, content]) => {
      const path = within(directory, to);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { mode: 0o600 });
    }),
  ]);
  return {
    directory,
    temporaryDirectory,
    remove: () => rm(parent, { recursive: true, force: true }),
  };
}

function within(directory: string, path: string): string {
  const absolute = resolve(directory, path);
  if (!absolute.startsWith(directory + sep)) {
    throw new Error(`'${path}' leaves the task root: files of a function lie inside it`);
  }
  return absolute;
}
