import {
  GetParameterCommand,
  GetParametersCommand,
  ParameterNotFound,
  ParameterVersionNotFound,
} from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { createdAt, openTestParameters, parameterArn } from "./testing/open-test-parameters.ts";

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
test.each(["/app/rate", "/app/rate:1", parameterArn("/app/rate")])(
  "the parameter %s is read",
  async (Name) => {
    const client = await openTestParameters();
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    expect(Parameter).toMatchObject({
      Name: "/app/rate",
      ARN: parameterArn("/app/rate"),
      Type: "String",
      Value: "12",
      Version: 1,
      LastModifiedDate: createdAt,
    });
  },
);

test("a secure parameter is readable only with decryption", async () => {
  const client = await openTestParameters();
  const Name = "/app/token";
  const plain = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
  expect(plain.Parameter?.Value).toBe("filled");
  const unread = await client.send(new GetParameterCommand({ Name }));
  expect(unread.Parameter?.Type).toBe("SecureString");
  expect(Buffer.from(unread.Parameter?.Value ?? "", "base64").toString()).not.toContain("filled");
});

test("several parameters are returned together, with the names of missing ones", async () => {
  const client = await openTestParameters();
  const { Parameters, InvalidParameters } = await client.send(
    new GetParametersCommand({ Names: ["/app/rate", "/app/none"] }),
  );
  expect(Parameters?.map(({ Name }) => Name)).toEqual(["/app/rate"]);
  expect(InvalidParameters).toEqual(["/app/none"]);
});

test("missing and denied requests have their errors", async () => {
  const client = await openTestParameters();
  const get = (Name: string) => client.send(new GetParameterCommand({ Name }));
  await expect(get("/app/none")).rejects.toBeInstanceOf(ParameterNotFound);
  await expect(get("/app/rate:2")).rejects.toBeInstanceOf(ParameterVersionNotFound);
  await expect(get("/other/rate")).rejects.toMatchObject({ name: "AccessDeniedException" });
});
