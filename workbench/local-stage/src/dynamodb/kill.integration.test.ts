import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openEngine } from "./engine.ts";

const program = fileURLToPath(new URL("testing/write-until-killed.ts", import.meta.url));

test("answered writes survive kill -9", async () => {
  const directory = mkdtempSync(join(tmpdir(), "dynamodb-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const child = spawn(process.execPath, [program, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.length > 1_000) child.kill("SIGKILL");
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");

  const answered = printed.split("\n").slice(0, -1);
  expect(answered.length).toBeGreaterThan(100);
  const engine = await openEngine(directory);
  onTestFinished(() => engine.close());
  const { Items } = await engine.run("Scan", { TableName: "tokens" });
  const stored = new Set((Items as { id: { S: string } }[]).map(({ id }) => id.S));
  expect(answered.filter((key) => !stored.has(key))).toEqual([]);
});
