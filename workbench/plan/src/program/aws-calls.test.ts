import { expect, test } from "vitest";
import { answerCall } from "./aws-calls.ts";

const deployment = { region: "eu-west-1", accountId: "123456789012", app: "test", stage: "test" };
const parameter = (name: string) =>
  answerCall(deployment, "aws:ssm/getParameter:getParameter", { name });

test("an image that AWS publishes has an id", () => {
  const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
  expect(parameter(name)).toMatchObject({ name, value: expect.stringMatching(/^ami-[0-9a-z]+$/) });
});

test("the value of an account's own parameter is not known", () => {
  expect(() => parameter("/shop/key")).toThrow("The program reads the parameter /shop/key");
});

test("a lookup without a result is named", () => {
  expect(() => answerCall(deployment, "aws:ec2/getAmi:getAmi", {})).toThrow(
    "The program calls getAmi",
  );
});
