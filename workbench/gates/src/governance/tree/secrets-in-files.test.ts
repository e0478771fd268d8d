import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { afterAll, beforeAll, expect, test } from "vitest";
import { secretsInFiles } from "./secrets-in-files.ts";

const secret = "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";
const bundle = { ...functionNamed("worker").bundle, directory: ".stagecraft/bundles/Worker" };

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "secrets-"));
  const files = {
    "src/clean.ts": "export {};",
    "src/deep/token.ts": `\n${secret}`,
    "src/picture.png": `\0${secret}`,
    "src/data.csv": `${secret}${" ".repeat(1_000_000)}`,
    ".env.dev": secret,
    "node_modules/one/index.js": secret,
    ".stagecraft/bundles/Worker/bundle.mjs": secret,
    ".stagecraft/other": secret,
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

test("committed text, bundles and environments are searched, and nothing else", async () => {
  const plan = {
    ...planOf([
      "aws:lambda/function:Function",
      "Worker",
      {
        name: "worker",
        role: "r",
        runtime: "nodejs24.x",
        environment: { variables: { LEVEL: "info", TOKEN: secret } },
      },
      { arn: "arn:aws:lambda:eu-west-1:123456789012:function:worker" },
    ]),
    bundles: { Worker: bundle },
  };
  const { secrets, filesRead, filesLeftOut } = await secretsInFiles(root, plan);
  expect(secrets.map(({ place, line }) => [place, line])).toEqual([
    ["src/deep/token.ts", 2],
    [".stagecraft/bundles/Worker/bundle.mjs", 1],
    ["Worker", 2],
  ]);
  expect({ filesRead, filesLeftOut }).toEqual({ filesRead: 3, filesLeftOut: 2 });
});
