import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { S3Client } from "@aws-sdk/client-s3";
import { onTestFinished } from "vitest";
import type { S3ProgramMessage } from "./s3-program.ts";
import { testRegion } from "./serve-s3.ts";

/** S3 in a process that can be measured and killed; it and its folder are removed when the test ends. */
export async function startS3Program() {
  const directory = mkdtempSync(join(tmpdir(), "s3-"));
  const program = fork(fileURLToPath(new URL("./s3-program.ts", import.meta.url)), [directory], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const received = await message(program);
  if (!("url" in received)) throw new Error("the program sent something other than its URL");
  const client = new S3Client({
    endpoint: received.url,
    region: testRegion,
    credentials: received.operator,
    maxAttempts: 1,
  });
  async function kill() {
    if (program.exitCode !== null || program.signalCode !== null) return;
    const ended = once(program, "exit");
    program.kill("SIGKILL");
    await ended;
  }
  onTestFinished(async () => {
    client.destroy();
    await kill();
    rmSync(directory, { recursive: true });
  });
  return {
    directory,
    client,
    /** Ends the program as `kill -9` does. */
    kill,
    async peakBytes(): Promise<number> {
      const answer = message(program);
      program.send("peak");
      const peak = await answer;
      return "peakBytes" in peak ? peak.peakBytes : Number.NaN;
    },
  };
}

async function message(program: ChildProcess): Promise<S3ProgramMessage> {
  const [received] = await once(program, "message");
  return received as S3ProgramMessage;
}
