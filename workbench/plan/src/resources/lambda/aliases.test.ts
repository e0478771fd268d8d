import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import { outputsOf } from "../../program/aws-outputs.ts";
import { aliasesOf } from "./aliases.ts";

const deployment = {
  app: "shop",
  stage: "test",
  region: "eu-west-1",
  accountId: "123456789012",
};
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:api";

function planWith(publish: boolean, alias: { readonly [input: string]: string | object }) {
  const inputs = { name: "live", functionName: "api", ...alias };
  const functionInputs = { name: "api", publish };
  return planOf(
    [
      "aws:lambda/function:Function",
      "ApiFunction",
      functionInputs,
      outputsOf(deployment, "aws:lambda/function:Function", "ApiFunction", functionInputs) as never,
    ],
    [
      "aws:lambda/alias:Alias",
      "ApiLive",
      inputs as never,
      outputsOf(deployment, "aws:lambda/alias:Alias", "ApiLive", inputs) as never,
    ],
  );
}

test("an alias of the version that a deploy publishes follows its function", () => {
  expect(aliasesOf(planWith(true, { functionVersion: "1" }))).toEqual([
    {
      logicalName: "ApiLive",
      name: "live",
      arn: `${functionArn}:live`,
      functionArn,
      functionName: "api",
      description: "",
      functionVersion: "1",
      followsFunction: true,
      additionalVersionWeights: {},
      keepsVersion: false,
      keepsRouting: false,
    },
  ]);
});

test("an alias of a fixed version follows nothing, and has its weights", () => {
  const routingConfig = { additionalVersionWeights: { "4": 0.25 } };
  expect(aliasesOf(planWith(false, { functionVersion: "3", routingConfig }))).toMatchObject([
    { functionVersion: "3", followsFunction: false, additionalVersionWeights: { "4": 0.25 } },
  ]);
});

test("what a deploy ignores is kept", () => {
  const plan = planWith(true, { functionVersion: "1" });
  const ignoring = {
    ...plan,
    resources: plan.resources.map((resource) => ({
      ...resource,
      options: { ignoreChanges: ["functionVersion", "routingConfig"] },
    })),
  };
  expect(aliasesOf(ignoring)).toMatchObject([{ keepsVersion: true, keepsRouting: true }]);
});
