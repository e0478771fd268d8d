import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { linkPackages } from "../link-packages.ts";
import type { Plan } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import { synthesize } from "../synthesize.ts";

const run = promisify(execFile);

/**
 * The Plan of another commit, read in a worktree of its own.
 * @param ref as git takes it: `main`, `HEAD~1`, a tag
 * @throws PlanError when git does not know the commit, with what to do in a shallow clone.
 */
export async function planAt(
  ref: string,
  {
    root,
    stage,
    signal,
  }: { readonly root: string; readonly stage: string; readonly signal: AbortSignal },
): Promise<Plan> {
  const git = async (...args: readonly string[]) =>
    (await run("git", args, { cwd: root })).stdout.trim();
  const commit = await git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`).catch(
    async () => {
      const isShallow = (await git("rev-parse", "--is-shallow-repository")) === "true";
      throw new PlanError(
        `git knows no commit "${ref}"${isShallow ? ", and this clone is shallow: git fetch --unshallow brings the others" : ""}.`,
      );
    },
  );
  const directory = join(await mkdtemp(join(tmpdir(), "stagecraft-against-")), "tree");
  await git("worktree", "add", "--detach", "--quiet", directory, commit);
  try {
    await installIn(directory, root);
    return await synthesize({ root: directory, stage, signal });
  } finally {
    await git("worktree", "remove", "--force", directory);
    await rm(join(directory, ".."), { recursive: true, force: true });
  }
}

/** With the lockfile that is installed here, what is installed will do; with another, the commit's own way to install is gone. */
async function installIn(directory: string, root: string) {
  const [there, here] = await Promise.all(
    [directory, root].map((folder) =>
      readFile(join(folder, "package-lock.json"), "utf8").catch(() => ""),
    ),
  );
  if (there === here) {
    await symlink(join(root, ".sst"), join(directory, ".sst"));
    await linkPackages(root, directory);
    return;
  }
  await run("npm", ["run", "setup"], { cwd: directory });
}
