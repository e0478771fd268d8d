import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { linkPackages } from "../link-packages.ts";
import { PlanError } from "../plan-error.ts";

const run = promisify(execFile);

/** Where the repository is, and how an installation is reported and ended. */
export type TreeOptions = {
  readonly root: string;
  readonly signal: AbortSignal;
  log(line: string): void;
};

/**
 * Uses the files of another commit, with its packages, in a git worktree that is removed afterwards.
 * @param ref as git takes it: `main`, `HEAD~1`, a tag
 * @throws PlanError when there is no such commit, with what to do in a shallow clone, and when the commit's packages cannot be
 * installed
 */
export async function withTreeAt<Result>(
  ref: string,
  { root, signal, log }: TreeOptions,
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const git = async (...args: readonly string[]) =>
    (await run("git", args, { cwd: root })).stdout.trim();
  const commit = await git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`).catch(
    async () => {
      const isShallow = (await git("rev-parse", "--is-shallow-repository")) === "true";
      throw new PlanError(
        `There is no commit "${ref}"${isShallow ? ", and this clone is shallow: git fetch --unshallow fetches all commits" : ""}.`,
      );
    },
  );
  const directory = join(await mkdtemp(join(tmpdir(), "stagecraft-against-")), "tree");
  await git("worktree", "add", "--detach", "--quiet", directory, commit);
  try {
    if (await hasOwnPackages(directory, root)) {
      log(`installing the packages of ${ref}, whose package-lock.json differs (about a minute)`);
      await install(ref, directory, signal);
    } else {
      await symlink(join(root, ".sst"), join(directory, ".sst"));
      await linkPackages(root, directory);
    }
    return await use(directory);
  } finally {
    await git("worktree", "remove", "--force", directory);
    await rm(join(directory, ".."), { recursive: true, force: true });
  }
}

/** Whether the commit needs other packages than those that are installed here. */
async function hasOwnPackages(directory: string, root: string): Promise<boolean> {
  const [there, here] = await Promise.all(
    [directory, root].map((folder) =>
      readFile(join(folder, "package-lock.json"), "utf8").catch(() => ""),
    ),
  );
  return there !== here;
}

/** Runs the setup of the commit itself. */
async function install(ref: string, directory: string, signal: AbortSignal): Promise<void> {
  try {
    await run("npm", ["run", "setup"], { cwd: directory, signal });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr = "", message } = error as Error & { readonly stderr?: string };
    throw new PlanError(`The packages of ${ref} cannot be installed.\n${stderr.trim() || message}`);
  }
}
