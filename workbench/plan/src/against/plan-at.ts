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
 * @throws PlanError when git does not know the commit, with what to do in a shallow clone, and when what the commit needs cannot
 * be installed.
 */
export async function planAt(
  ref: string,
  {
    root,
    stage,
    signal,
    say,
  }: {
    readonly root: string;
    readonly stage: string;
    readonly signal: AbortSignal;
    say(line: string): void;
  },
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
    if (await hasOwnPackages(directory, root)) {
      say(`installing what ${ref} needs, whose package-lock.json is another (about a minute)`);
      await install(ref, directory, signal);
    } else {
      await symlink(join(root, ".sst"), join(directory, ".sst"));
      await linkPackages(root, directory);
    }
    return await synthesize({ root: directory, stage, signal });
  } finally {
    await git("worktree", "remove", "--force", directory);
    await rm(join(directory, ".."), { recursive: true, force: true });
  }
}

/** With the lockfile that is installed here, what is installed will do. */
async function hasOwnPackages(directory: string, root: string): Promise<boolean> {
  const [there, here] = await Promise.all(
    [directory, root].map((folder) =>
      readFile(join(folder, "package-lock.json"), "utf8").catch(() => ""),
    ),
  );
  return there !== here;
}

/** As the commit itself says that it is installed. */
async function install(ref: string, directory: string, signal: AbortSignal): Promise<void> {
  try {
    await run("npm", ["run", "setup"], { cwd: directory, signal });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr = "", message } = error as Error & { readonly stderr?: string };
    throw new PlanError(`What ${ref} needs cannot be installed.\n${stderr.trim() || message}`);
  }
}
