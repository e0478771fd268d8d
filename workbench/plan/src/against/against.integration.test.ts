import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type FixtureProgram, fixtureProgram } from "../../testing/fixture-program.ts";

const command = fileURLToPath(new URL("../main.ts", import.meta.url));
const run = promisify(execFile);

let program: FixtureProgram;

/** A repository with one commit, as deployed, and an edit that is not committed. */
beforeAll(async () => {
  program = await fixtureProgram("small");
  await writeFile(join(program.root, "package.json"), "{}");
  await writeFile(join(program.root, ".gitignore"), ".sst\nnode_modules\n.stagecraft\n");
  await git("init", "--quiet");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "first");
  const file = join(program.root, "infra/shop.ts");
  const infra = await readFile(file, "utf8");
  await writeFile(file, `${infra}\nnew sst.aws.Queue("Late", { fifo: true });\n`);
});

afterAll(() => program.remove());

function git(...args: readonly string[]) {
  const author = ["-c", "user.name=Someone", "-c", "user.email=someone@example.com"];
  return run("git", [...author, ...args], { cwd: program.root });
}

const plan = (...args: readonly string[]) =>
  run(process.execPath, [command, "--stage", "dev", ...args], { cwd: program.root });

test("the working tree is compared with a commit, and no git worktree is left", async () => {
  const { stdout } = await plan("--against", "HEAD");
  expect(stdout).toBe("create          LateQueue  aws:sqs/queue:Queue\n1 create\n");
  expect((await git("worktree", "list")).stdout.trim().split("\n")).toHaveLength(1);
  expect((await git("status", "--porcelain")).stdout).toBe(" M infra/shop.ts\n");
});

test("a commit with other packages is installed by its own setup, and a failure of that is reported", async () => {
  const { root } = program;
  const manifest = join(root, "package.json");
  const setup = (command: string) =>
    writeFile(manifest, JSON.stringify({ scripts: { setup: command } }));
  onTestFinished(async () => {
    await git("reset", "--quiet", "--hard", first);
    await writeFile(join(root, "infra/shop.ts"), edited);
  });
  const { stdout: head } = await git("rev-parse", "HEAD");
  const first = head.trim();
  const edited = await readFile(join(root, "infra/shop.ts"), "utf8");
  await writeFile(join(root, "package-lock.json"), "{}");
  await setup("exit 3");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "broken");
  await setup(`ln -s ${root}/.sst ${root}/node_modules .`);
  await git("commit", "--quiet", "--all", "--message", "installed");
  await writeFile(join(root, "package-lock.json"), "{ }");
  const { stdout, stderr } = await plan("--against", "HEAD");
  expect(stdout).toBe("nothing would change\n");
  expect(stderr).toContain("installing the packages of HEAD");
  await expect(plan("--against", "HEAD~1")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("The packages of HEAD~1 cannot be installed."),
  });
  expect((await git("worktree", "list")).stdout.trim().split("\n")).toHaveLength(1);
});

test("an unknown commit is named, in a shallow clone with the command that fetches it", async () => {
  await expect(plan("--against", "HEAD~7")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no commit "HEAD~7".'),
  });
  const shallow = await mkdtemp(join(tmpdir(), "stagecraft-shallow-"));
  onTestFinished(() => rm(shallow, { recursive: true }));
  await git("commit", "--quiet", "--all", "--message", "second");
  await run("git", ["clone", "--quiet", "--depth=1", `file://${program.root}`, shallow]);
  for (const name of [".sst", "node_modules"]) {
    await run("ln", ["-s", join(program.root, name), join(shallow, name)]);
  }
  const asked = run(process.execPath, [command, "--against", "HEAD~1"], { cwd: shallow });
  await expect(asked).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("this clone is shallow: git fetch --unshallow"),
  });
});
