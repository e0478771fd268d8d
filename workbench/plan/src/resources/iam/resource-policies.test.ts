import { expect, test } from "vitest";
import { planOf } from "../../../testing/plan-of.ts";
import type { Resource } from "../../plan.ts";
import { resourcePoliciesOf } from "./resource-policies.ts";

const policy = { Statement: [{ Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }] };
const arn = (rest: string) => `arn:aws:${rest}`;
const table = arn("dynamodb:eu-west-1:123456789012:table/Notes");
const stream = arn("kinesis:eu-west-1:123456789012:stream/River");
const secret = arn("secretsmanager:eu-west-1:123456789012:secret:Seal-1a2b3c");
const topic = arn("sns:eu-west-1:123456789012:news");
const queue = arn("sqs:eu-west-1:123456789012:letters");

test.each<[string, string, Resource["inputs"], Resource["outputs"]?]>([
  [table, "aws:dynamodb/resourcePolicy:ResourcePolicy", { resourceArn: table, policy }],
  [stream, "aws:kinesis/resourcePolicy:ResourcePolicy", { resourceArn: stream, policy }],
  [secret, "aws:secretsmanager/secretPolicy:SecretPolicy", { secretArn: secret, policy }],
  [secret, "aws:secretsmanager/secret:Secret", { policy }, { arn: secret }],
  [topic, "aws:sns/topicPolicy:TopicPolicy", { arn: topic, policy }, { arn: "its own" }],
  [topic, "aws:sns/topic:Topic", { policy }, { arn: topic }],
  [queue, "aws:sqs/queue:Queue", { policy }, { arn: queue, url: "https://letters" }],
])("%s has the policy of %s", (resourceArn, type, inputs, outputs = {}) => {
  expect(resourcePoliciesOf(planOf([type, "Guard", inputs, outputs]))).toEqual([
    { name: "Guard", resourceArn, document: policy },
  ]);
});

test("a resource without a policy gives none", () => {
  const plan = planOf(["aws:secretsmanager/secret:Secret", "Seal", {}, { arn: secret }]);
  expect(resourcePoliciesOf(plan)).toEqual([]);
});

// https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
test("a permission with a qualifier is in the policy of that alias alone", () => {
  const permission = { function: "worker", principal: "*", action: "lambda:InvokeFunction" };
  const inputs = { ...permission, qualifier: "live" };
  const [found] = resourcePoliciesOf(
    planOf(["aws:lambda/permission:Permission", "Opening", inputs]),
  );
  const live = arn("lambda:eu-west-1:123456789012:function:worker:live");
  expect(found).toMatchObject({
    resourceArn: live,
    document: { Statement: [{ Resource: live }] },
  });
});

// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
test.each<[Resource["inputs"], object]>([
  [{}, {}],
  [{ sourceArn: queue }, { Condition: { ArnLike: { "AWS:SourceArn": queue } } }],
  [{ sourceAccount: "1" }, { Condition: { StringEquals: { "AWS:SourceAccount": "1" } } }],
  [{ principalOrgId: "o-1" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
  [
    { functionUrlAuthType: "NONE" },
    { Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } } },
  ],
  [
    { invokedViaFunctionUrl: true },
    { Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } } },
  ],
])("a permission with %j is a statement with %j", (inputs, condition) => {
  const permission = { function: "worker", principal: "*", action: "lambda:InvokeFunction" };
  const [found] = resourcePoliciesOf(
    planOf(["aws:lambda/permission:Permission", "Opening", { ...permission, ...inputs }]),
  );
  const worker = arn("lambda:eu-west-1:123456789012:function:worker");
  expect(found).toEqual({
    name: "Opening",
    resourceArn: worker,
    document: {
      Version: "2012-10-17",
      Id: "default",
      Statement: [
        {
          Sid: "Opening",
          Effect: "Allow",
          Principal: "*",
          Action: "lambda:InvokeFunction",
          Resource: worker,
          ...condition,
        },
      ],
    },
  });
});
