import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { StageStartError } from "../stage/stage-start-error.ts";
import { readSecretsFile } from "./read-secrets-file.ts";

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stagecraft-secrets-"));
  file = join(directory, "secrets.json");
  return () => rmSync(directory, { recursive: true });
});

test("names and values are read, and from then on only their owner can read them", () => {
  writeFileSync(file, '{ "Key": "k1", "Empty": "" }', { mode: 0o644 });
  expect(readSecretsFile(directory)).toEqual({ Key: "k1", Empty: "" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("without a file there are none", () => {
  expect(readSecretsFile(directory)).toEqual({});
});

test.each([
  ['{ "Key": hunter2 }', /secrets\.json is no JSON/],
  ['{ "Key": "hunter2",\n}', /secrets\.json is no JSON, at line 2 column 1\./],
  ['["hunter2"]', /secrets\.json is no object\./],
  ['{ "Key": { "value": "hunter2" } }', /has something else than a text for "Key"\./],
])("%j is refused without its text in the message", (text, message) => {
  writeFileSync(file, text);
  let error: unknown;
  try {
    readSecretsFile(directory);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(StageStartError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toMatch(/Write the secrets as \{ "Name": "value" \}/);
  expect((error as Error).message).not.toContain("hunter2");
});
