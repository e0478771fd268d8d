import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { type System, startSystem } from "@stagecraft/operations/local-system/start-system";
import { temporaryDirectory } from "@stagecraft/operations/local-system/temporary-directory";
import { synthesize } from "@stagecraft/plan/synthesize";
import { afterAll, beforeAll } from "vitest";
import { testApiErrors } from "./test-api-errors.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

let directory: string;
let system: System;

beforeAll(async () => {
  directory = await temporaryDirectory("errors");
  const plan = await synthesize({ root, stage: "local" });
  system = await startSystem(plan, { root, stateDirectory: directory });
});

afterAll(async () => {
  await system.close();
  await removeState(directory);
});

testApiErrors({ system: () => system, url: () => system.stage.url });
