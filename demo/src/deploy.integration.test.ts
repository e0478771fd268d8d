import { checkDeploy } from "@stagecraft/deploy-check/check-deploy";
import { expect, test } from "vitest";
import { root } from "./journeys/open-journey.ts";

test("the SST CLI deploys the stage dev to its end, and registers and uploads what the Plan holds", async () => {
  const { findings, resources, functions } = await checkDeploy({
    ...{ root, stage: "dev", brief: true, commands: [], variables: {}, say: () => {} },
    signal: new AbortController().signal,
  });
  expect(findings).toEqual([]);
  expect(resources).toBeGreaterThan(250);
  expect(functions).toBeGreaterThan(15);
});
