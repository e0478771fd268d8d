import { expect, test } from "vitest";
import { callAws, callAwsIfExists, callAwsPages } from "./call-aws.ts";

/** An error as the SDK throws it. */
function refusal(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

const refused = (error: Error) => callAws("ssm:GetParameter", Promise.reject(error));

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html
test("a missing permission of another service is named", async () => {
  const message =
    "User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:123456789012:key/a";
  await expect(refused(refusal("AccessDeniedException", message))).rejects.toMatchObject({
    name: "AwsCallError",
    message: "you are not permitted kms:Decrypt",
  });
});

test("any other error of AWS has its name in the message", async () => {
  await expect(refused(refusal("ThrottlingException", "Rate exceeded"))).rejects.toThrow(
    "AWS did not answer ssm:GetParameter (ThrottlingException: Rate exceeded)",
  );
});

test("an error that means absent gives undefined", async () => {
  const answer = () => Promise.reject(refusal("ParameterNotFound", ""));
  expect(
    await callAwsIfExists("ssm:GetParameter", answer(), ["ParameterNotFound"]),
  ).toBeUndefined();
  await expect(callAwsIfExists("ssm:GetParameter", answer(), ["NoSuchKey"])).rejects.toThrow(
    "AWS did not answer ssm:GetParameter (ParameterNotFound)",
  );
});

test("every page is read, and a denied page is an error", async () => {
  async function* pages(last: () => number) {
    yield 1;
    yield last();
  }
  expect(
    await callAwsPages(
      "ec2:DescribeVpcs",
      pages(() => 2),
    ),
  ).toEqual([1, 2]);
  const broken = pages(() => {
    throw refusal("UnauthorizedOperation", "");
  });
  await expect(callAwsPages("ec2:DescribeVpcs", broken)).rejects.toThrow(
    "you are not permitted ec2:DescribeVpcs",
  );
});

test("a defect is thrown unchanged", async () => {
  await expect(refused(new TypeError("a defect"))).rejects.toBeInstanceOf(TypeError);
});
