import { processStart } from "@stagecraft/processes/process-start";
import { expect, test } from "vitest";
import { freePort, runServer, type ServerProgram } from "./run-server.ts";

const { signal } = new AbortController();

async function programOf(code: string): Promise<ServerProgram> {
  const port = await freePort();
  return {
    args: ["--eval", code, String(port)],
    directory: import.meta.dirname,
    environment: {},
    readyUrl: `http://127.0.0.1:${port}/`,
  };
}

test("a program that ends before it answers is an error with what it wrote", async () => {
  const program = await programOf("console.error('There is no key'); process.exit(1)");
  await expect(runServer(program, signal)).rejects.toThrow(
    "It ended before it answered: There is no key",
  );
});

test("a process that the program started ends with it", async () => {
  const program = await programOf(`
    const { spawn } = require("node:child_process");
    const { createServer } = require("node:http");
    const child = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1e6)"]);
    process.send(child.pid);
    createServer((_, response) => response.end()).listen(Number(process.argv[1]), "127.0.0.1");
  `);
  const server = await runServer(program, signal);
  const pid = Number(server.told());
  expect(processStart(pid)).toBeDefined();
  await server.stop();
  await expect.poll(() => processStart(pid)).toBeUndefined();
});
