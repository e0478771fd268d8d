import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { expect, onTestFinished, test } from "vitest";
import { copyTree } from "./copy-tree.ts";

const command = fileURLToPath(new URL("./main.ts", import.meta.url));

test.each([
  [["--variable", "TOKEN"], '--variable takes NAME=VALUE, not "TOKEN"'],
  [["--variable", "AWS_PROFILE=work"], "--variable does not allow AWS_PROFILE"],
  [["--variable", "SST_STAGE=prod"], "--variable does not allow SST_STAGE"],
  [["--lend", "--stage", "dev"], "--lend allows no --stage"],
  [["--all"], "Unknown option '--all'"],
])("%j is wrong use, reported in one line", async (args, says) => {
  await expect(promisify(execFile)(process.execPath, [command, ...args])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(says),
  });
});

test("help is printed before anything is run", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, "--help"]);
  expect(stdout).toContain("npm run deploy:check -- [--stage NAME] [--brief | --lend]");
});

test("an account is open for a shell until Ctrl-C", async () => {
  const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
  const program = await fixtureProgram("notes", fixtures);
  onTestFinished(program.remove);
  // The CLI writes into SST's folder.
  const { directory: root, remove } = await copyTree(program.root);
  onTestFinished(remove);
  const outputs = join(root, ".sst/outputs.json");
  await writeFile(outputs, '{"url":"of a real stage"}');
  const lend = ["--lend", "--variable", "TOKEN_ISSUER=https://tokens.example.com"];
  const lender = spawn(process.execPath, [command, ...lend], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  await new Promise<void>((resolve) => {
    lender.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
      if (said.includes("Ctrl-C closes the account")) resolve();
    });
  });
  const second = promisify(execFile)(process.execPath, [command, "--lend"], { cwd: root });
  await expect(second).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("An account is already open here."),
  });
  const [, file = ""] = /^ +\. (\S+)$/m.exec(said) ?? [];
  const sst = (args: string) =>
    promisify(execFile)("/bin/sh", ["-c", `. '${file}' && node_modules/.bin/sst ${args}`], {
      cwd: root,
    });
  await sst('secret set Pepper "it\'s hot" --stage dev');
  expect((await sst("secret list --stage dev")).stdout).toContain("Pepper=it's hot");
  const { stdout } = await promisify(execFile)("/bin/sh", [
    "-c",
    `. '${file}' && echo $TOKEN_ISSUER`,
  ]);
  expect(stdout).toBe("https://tokens.example.com\n");
  await writeFile(outputs, '{"url":"made up"}');
  lender.kill("SIGINT");
  const [code] = await once(lender, "exit");
  expect(code).toBe(0);
  expect(existsSync(join(root, ".stagecraft/deploy-check/account.sh"))).toBe(false);
  expect(await readFile(outputs, "utf8")).toBe('{"url":"of a real stage"}');
  expect(said).toContain("leave the shell");
});
