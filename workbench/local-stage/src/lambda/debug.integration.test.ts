import { createServer } from "node:net";
import { expect, test } from "vitest";
import { startLambda } from "./testing/start-lambda.ts";

const slow = {
  timeoutMs: 100,
  code: `let running = 0;
export const handler = async () => {
  running += 1;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { together: running--, pid: process.pid };
};`,
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test("a function under a debugger outlasts its timeout, runs one event at a time and is not frozen", async () => {
  const port = await freePort();
  const { lambda } = startLambda({ f: slow, g: slow }, { debug: { functionName: "f", port } });
  const outcomes = await Promise.all([lambda.run("f", {}), lambda.run("f", {})]);
  expect(outcomes).toMatchObject([
    { kind: "success", payload: { together: 1 } },
    { kind: "success", payload: { together: 1 } },
  ]);
  expect(lambda.stats().f).toMatchObject({ environments: 1, coldStarts: 1 });
  const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  expect(targets).toMatchObject([{ type: "node" }]);
  expect(await lambda.run("g", {})).toMatchObject({
    payload: { errorMessage: expect.stringContaining("timed out") },
  });
});

test("new code has the debugger at the same port", async () => {
  const port = await freePort();
  const { lambda, definitions, writeBundle } = startLambda(
    { f: slow },
    { debug: { functionName: "f", port } },
  );
  await lambda.run("f", {});
  writeBundle("f", "export const handler = async () => 'new';", "built/f-2");
  const [f] = definitions;
  if (f) lambda.replaceBundle("f", { ...f.bundle, directory: "built/f-2" });
  expect(await lambda.run("f", {})).toMatchObject({ payload: "new" });
  expect((await fetch(`http://127.0.0.1:${port}/json/version`)).status).toBe(200);
});
