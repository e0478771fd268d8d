import { once } from "node:events";
import { expect, test } from "vitest";
import { createTimeout } from "./timeout.ts";

test("it aborts after the time", async () => {
  const { signal } = createTimeout(100);
  await once(signal, "abort");
  expect(signal.reason).toMatchObject({ name: "TimeoutError", message: "No answer within 100 ms" });
});

test("time in which the process is blocked does not count", async () => {
  const { signal, end } = createTimeout(100);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  await new Promise(setImmediate);
  expect(signal.aborted).toBe(false);
  end();
});
