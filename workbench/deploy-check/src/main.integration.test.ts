import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

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
  expect(stdout).toContain("npm run deploy:check -- [--stage NAME] [--brief]");
});
