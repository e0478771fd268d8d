import { expect, test } from "vitest";
import { systemModel } from "../model/system-model.fixture.ts";
import { createApi } from "./api.ts";
import { createFunctionPool } from "./function-pool.ts";
import { createLimitUses } from "./limit-uses.ts";
import { createWorkflow } from "./workflow.ts";

test.each([
  { started: 490, isMet: false },
  // 100 a second more than 500 use up the bucket of 3,000 in 30 seconds.
  { started: 600, isMet: true },
])("the results of $started tasks a second: is the quota met? $isMet", ({ started, isMet }) => {
  const system = systemModel();
  const limits = createLimitUses();
  const functions = createFunctionPool(system, limits);
  const api = createApi(system, { functions, limits });
  const workflow = createWorkflow(system, { functions, limits, api });
  for (let second = 0; second < 60; second += 1) {
    workflow.step(started, second);
    for (const each of [api, functions, workflow]) each.tick();
  }
  expect(limits.list().find(({ kind }) => kind === "task-results")).toMatchObject({ isMet });
});
