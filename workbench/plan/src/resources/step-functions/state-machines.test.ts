import { expect, test } from "vitest";
import type { Json, Plan } from "../../plan.ts";
import { stateMachinesOf } from "./state-machines.ts";

const arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:shop-dev-Flow";
const roleArn = "arn:aws:iam::123456789012:role/shop-dev-FlowRole";

function planWith(inputs: { [key: string]: Json }): Plan {
  return {
    app: "shop",
    stage: "dev",
    region: "eu-west-1",
    accountId: "123456789012",
    removal: "remove",
    protect: false,
    outputs: {},
    bundles: {},
    managedPolicies: [],
    programFiles: [],
    resources: [
      {
        type: "aws:sfn/stateMachine:StateMachine",
        name: "FlowStateMachine",
        parent: "Flow",
        dependsOn: [],
        inputs: { name: "shop-dev-Flow", roleArn, ...inputs },
        outputs: { arn, id: arn },
      },
    ],
  };
}

test("a state machine is read with its role, its definition and its log group", () => {
  const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/states/flow";
  const plan = planWith({
    type: "STANDARD",
    definition: '{"StartAt":"A"}',
    loggingConfiguration: {
      includeExecutionData: false,
      level: "ERROR",
      logDestination: `${logGroupArn}:*`,
    },
  });
  expect(stateMachinesOf(plan)).toEqual([
    {
      logicalName: "Flow",
      name: "shop-dev-Flow",
      arn,
      roleArn,
      type: "STANDARD",
      definition: '{"StartAt":"A"}',
      logging: { level: "ERROR", includeExecutionData: false, logGroupArn },
    },
  ]);
});

test("the defaults are the type STANDARD and no logging", () => {
  expect(stateMachinesOf(planWith({ definition: "{}" }))).toMatchObject([
    { type: "STANDARD", logging: { level: "OFF", includeExecutionData: false } },
  ]);
});
