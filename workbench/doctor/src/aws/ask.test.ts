import { expect, test } from "vitest";
import { ask, askIfThere, askPages } from "./ask.ts";

/** As the SDK throws what a service answers. */
function refusal(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

const refused = (error: Error) => ask("ssm:GetParameter", Promise.reject(error));

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html
test("what another permission is lacking for is told by that one", async () => {
  const message =
    "User: arn:aws:iam::123456789012:user/deployer is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:123456789012:key/a";
  await expect(refused(refusal("AccessDeniedException", message))).rejects.toMatchObject({
    name: "UnansweredError",
    message: "you are not permitted kms:Decrypt",
  });
});

test("whatever else AWS says is told with its name", async () => {
  await expect(refused(refusal("ThrottlingException", "Rate exceeded"))).rejects.toThrow(
    "AWS does not answer ssm:GetParameter (ThrottlingException: Rate exceeded)",
  );
});

test("what says that there is no such thing is an answer, where it is one", async () => {
  const answer = () => Promise.reject(refusal("ParameterNotFound", ""));
  expect(await askIfThere("ssm:GetParameter", answer(), ["ParameterNotFound"])).toBeUndefined();
  await expect(askIfThere("ssm:GetParameter", answer(), ["NoSuchKey"])).rejects.toThrow(
    "AWS does not answer ssm:GetParameter (ParameterNotFound)",
  );
});

test("every page is read, and one that is refused refuses them all", async () => {
  async function* pages(last: () => number) {
    yield 1;
    yield last();
  }
  expect(
    await askPages(
      "ec2:DescribeVpcs",
      pages(() => 2),
    ),
  ).toEqual([1, 2]);
  const broken = pages(() => {
    throw refusal("UnauthorizedOperation", "");
  });
  await expect(askPages("ec2:DescribeVpcs", broken)).rejects.toThrow(
    "you are not permitted ec2:DescribeVpcs",
  );
});

test("a defect stays one", async () => {
  await expect(refused(new TypeError("nobody"))).rejects.toBeInstanceOf(TypeError);
});
