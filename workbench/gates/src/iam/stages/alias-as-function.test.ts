import type { Plan } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { stageDiffers } from "./stage-differs.ts";

const functionArn = (stage: string) =>
  `arn:aws:lambda:eu-west-1:123456789012:function:shop-${stage}-Api`;

/** A stage whose API calls a function, or its alias. */
function program(
  stage: string,
  options: { readonly alias?: string; readonly qualifier?: string; readonly source?: string } = {},
): Plan {
  const arn = functionArn(stage);
  const { alias, qualifier, source = "arn:aws:execute-api:eu-west-1:123456789012:abc/*" } = options;
  const plan = planOf(
    ["aws:lambda/function:Function", "Api", { name: `shop-${stage}-Api` }, { arn }],
    [
      "aws:lambda/permission:Permission",
      "ApiPermission",
      {
        action: "lambda:InvokeFunction",
        function: arn,
        principal: "apigateway.amazonaws.com",
        sourceArn: source,
        ...(qualifier ? { qualifier } : {}),
      },
    ],
    ...(alias
      ? ([
          [
            "aws:lambda/alias:Alias",
            "ApiLive",
            { name: alias, functionVersion: "1" },
            { arn: `${arn}:${alias}` },
          ],
        ] as const)
      : []),
  );
  return { ...plan, app: "shop", stage };
}

const messages = (reference: Plan, plan: Plan) =>
  stageDiffers(reference, plan).findings.map(({ message }) => message);

test("a permission on an alias is the same as one on its function", () => {
  const prod = program("prod", { alias: "live", qualifier: "live" });
  expect(messages(program("local"), prod)).toEqual([]);
  expect(messages(prod, program("local"))).toEqual([]);
});

test("a wider permission on an alias is a difference", () => {
  const prod = program("prod", { alias: "live", qualifier: "live", source: "*" });
  expect(messages(program("local"), prod)).toContainEqual(
    expect.stringMatching(
      /^resource policy: local allows lambda:InvokeFunction .* if .*, prod if /,
    ),
  );
});

test("a permission on a version or alias that the program does not declare is a difference", () => {
  const prod = program("prod", { qualifier: "live" });
  expect(messages(program("local"), prod)).toContainEqual(
    expect.stringMatching(/local allows lambda:InvokeFunction .*, and prod does not/),
  );
});
