import { functionNamed, planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { appliedText } from "./applied-text.ts";

const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
const inputs = (name: string) => ({ name, role: "arn", runtime: "nodejs24.x" });
const plan = {
  ...planOf(
    ["aws:lambda/function:Function", "Api", inputs("api"), { arn: arn("api") }],
    ["aws:lambda/function:Function", "Worker", inputs("worker"), { arn: arn("worker") }],
    ["aws:lambda/function:Function", "Mailer", inputs("mailer"), { arn: arn("mailer") }],
    [
      "aws:lambda/alias:Alias",
      "MailerLive",
      { name: "live", functionVersion: "$LATEST" },
      { arn: `${arn("mailer")}:live` },
    ],
    [
      "aws:lambda/alias:Alias",
      "ApiLive",
      { name: "live", functionVersion: "1" },
      { arn: `${arn("api")}:live` },
    ],
  ),
  bundles: {
    Api: functionNamed("api").bundle,
    Worker: functionNamed("worker").bundle,
    Mailer: functionNamed("mailer").bundle,
  },
};

test.each([
  [[], "the built code is the same"],
  [["Worker"], "the next invocations of Worker run the new code"],
  [["Mailer"], "the next invocations of Mailer run the new code"],
  [["Api"], "Api: a new version, which the alias does not invoke yet"],
  [
    ["Api", "Worker"],
    "the next invocations of Worker run the new code; Api: a new version, which the alias does not invoke yet",
  ],
])("new code of %j is reported as what it is", (names, text) => {
  expect(appliedText(plan, names)).toBe(text);
});
