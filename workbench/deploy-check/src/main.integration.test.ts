import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { expect, onTestFinished, test } from "vitest";

const command = fileURLToPath(new URL("./main.ts", import.meta.url));

test.each([
  [["--variable", "TOKEN"], '--variable takes NAME=VALUE, not "TOKEN"'],
  [["--variable", "AWS_PROFILE=work"], "--variable takes no AWS_PROFILE"],
  [["--variable", "SST_STAGE=prod"], "--variable takes no SST_STAGE"],
  [["--all"], "Unknown option '--all'"],
])("%j is wrong use, which is said in one line", async (args, says) => {
  await expect(promisify(execFile)(process.execPath, [command, ...args])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining(says),
  });
});

test("help is answered before anything is run", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [command, "--help"]);
  expect(stdout).toContain("npm run deploy:check -- [--stage NAME] [--brief | --lend]");
});

test("an account is lent to a person's shell until Ctrl-C", async () => {
  const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
  const { root, remove } = await fixtureProgram("notes", fixtures);
  onTestFinished(remove);
  const lender = spawn(process.execPath, [command, "--lend"], {
    ...{ cwd: root, stdio: ["ignore", "ignore", "pipe"] },
  });
  let said = "";
  for await (const chunk of lender.stderr ?? []) {
    said += chunk;
    if (said.includes("Ctrl-C closes the account")) break;
  }
  const [, file = ""] = /^ +\. (\S+)$/m.exec(said) ?? [];
  const sst = (args: string) =>
    promisify(execFile)("/bin/sh", ["-c", `. '${file}' && node_modules/.bin/sst ${args}`], {
      cwd: root,
    });
  await sst('secret set Pepper "it\'s hot" --stage dev');
  expect((await sst("secret list --stage dev")).stdout).toContain("Pepper=it's hot");
  lender.kill("SIGINT");
  const [code] = await once(lender, "exit");
  expect(code).toBe(0);
  expect(existsSync(join(root, ".stagecraft/deploy-check/account.sh"))).toBe(false);
});
