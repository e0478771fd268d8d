import { expect, test } from "vitest";
import { qualifiedArn, splitFunctionArn } from "./function-arn.ts";

const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:api";

test.each([
  ["an alias", `${functionArn}:live`, { functionArn, qualifier: "live" }],
  ["a version", `${functionArn}:7`, { functionArn, qualifier: "7" }],
  ["$LATEST", `${functionArn}:$LATEST`, { functionArn, qualifier: "$LATEST" }],
  ["no qualifier", functionArn, { functionArn }],
  [
    "another service's ARN",
    "arn:aws:states:eu-west-1:123456789012:execution:a:b",
    { functionArn: "arn:aws:states:eu-west-1:123456789012:execution:a:b" },
  ],
])("the parts of an ARN with %s make the ARN again", (_what, arn, parts) => {
  expect(splitFunctionArn(arn)).toEqual(parts);
  expect(qualifiedArn(parts)).toBe(arn);
});
