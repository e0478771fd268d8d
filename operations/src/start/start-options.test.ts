import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { readStartOptions, startOptions } from "./start-options.ts";

const read = (...args: readonly string[]) =>
  readStartOptions(
    parseArgs({ args: [...args], options: startOptions, allowPositionals: true }),
    "/root",
  );

test("the state's folder has a default, and an empty one is refused: --fresh would empty the current folder", () => {
  expect(read().stateDirectory).toBe("/root/.stagecraft/local");
  expect(read("--state", "/state").stateDirectory).toBe("/state");
  expect(() => read("--state", "", "--fresh")).toThrow("--state needs the folder");
});

test("several containers may run beside the functions", () => {
  expect(read().containers).toEqual([]);
  expect(read("--container", "orders-api", "--container", "order-pipeline").containers).toEqual([
    "orders-api",
    "order-pipeline",
  ]);
});
