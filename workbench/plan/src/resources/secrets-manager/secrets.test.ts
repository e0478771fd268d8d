import { expect, test } from "vitest";
import type { Plan, Resource } from "../../plan.ts";
import { secretsOf } from "./secrets.ts";

const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:stagecraft/database-AbCdEf";

const secret: Resource = {
  type: "aws:secretsmanager/secret:Secret",
  name: "DatabaseSecret",
  parent: "Database",
  dependsOn: [],
  inputs: {},
  outputs: { id: arn, arn },
};

const version: Resource = {
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  name: "DatabaseSecretVersion",
  parent: "Database",
  dependsOn: [],
  inputs: { secretId: arn, secretString: '{"password":"{{secret:Database}}"}' },
  outputs: { versionId: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e" },
};

const planOf = (...resources: Resource[]) => ({ resources }) as Partial<Plan> as Plan;

test("a secret has the name in its ARN and the value of its version", () => {
  expect(secretsOf(planOf(secret, version))).toEqual([
    {
      logicalName: "Database",
      name: "stagecraft/database",
      arn,
      current: {
        versionId: "0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e",
        secretString: '{"password":"{{secret:Database}}"}',
      },
    },
  ]);
});

test("a secret without a version has no value", () => {
  expect(secretsOf(planOf(secret))[0]).not.toHaveProperty("current");
});
