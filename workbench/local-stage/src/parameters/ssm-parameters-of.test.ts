import type { Plan } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { ssmParametersOf } from "./ssm-parameters-of.ts";

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
test.each([
  ["/app/rate", "arn:aws:ssm:us-east-1:123456789012:parameter/app/rate"],
  ["rate", "arn:aws:ssm:us-east-1:123456789012:parameter/rate"],
])("the parameter %s has the ARN %s", (name, arn) => {
  const plan: Partial<Plan> = {
    region: "us-east-1",
    accountId: "123456789012",
    resources: [
      {
        type: "aws:ssm/parameter:Parameter",
        name: "Rate",
        parent: null,
        dependsOn: [],
        inputs: { name, type: "String", value: "12" },
        outputs: {},
      },
    ],
  };
  expect(ssmParametersOf(plan as Plan)).toEqual([
    { logicalName: "Rate", name, arn, type: "String", value: "12", tier: "Standard" },
  ]);
});
