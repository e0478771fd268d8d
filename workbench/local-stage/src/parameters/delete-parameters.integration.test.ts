import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
} from "@aws-sdk/client-ssm";
import { expect, test } from "vitest";
import { openTestParameters, parameterArn } from "./testing/open-test-parameters.ts";

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
test.each(["/app/rate", "/app/new"])(
  "the parameter %s is deleted, and a new one begins with version 1",
  async (Name) => {
    const client = await openTestParameters();
    const put = () =>
      client.send(
        new PutParameterCommand({ Name, Value: "1", Type: "StringList", Overwrite: true }),
      );
    const remove = () => client.send(new DeleteParameterCommand({ Name }));
    if (Name === "/app/new") {
      await put();
      await put();
    }
    await remove();
    await expect(client.send(new GetParameterCommand({ Name }))).rejects.toBeInstanceOf(
      ParameterNotFound,
    );
    await expect(remove()).rejects.toBeInstanceOf(ParameterNotFound);
    expect(await put()).toMatchObject({ Version: 1 });
  },
);

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
test("several parameters are deleted together, with the names of missing ones", async () => {
  const client = await openTestParameters();
  expect(
    await client.send(new DeleteParametersCommand({ Names: ["/app/rate", "/app/none"] })),
  ).toMatchObject({ DeletedParameters: ["/app/rate"], InvalidParameters: ["/app/none"] });
  const Names = Array.from({ length: 11 }, (_none, index) => `/app/${index}`);
  await expect(client.send(new DeleteParametersCommand({ Names }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
test("each operation needs its own permission on the parameter", async () => {
  const client = await openTestParameters([
    { Action: "ssm:DeleteParameter", Resource: parameterArn("/app/rate") },
  ]);
  const remove = (Name: string) => client.send(new DeleteParameterCommand({ Name }));
  await remove("/app/rate");
  const denied = { name: "AccessDeniedException" };
  await expect(remove("/app/token")).rejects.toMatchObject(denied);
  await expect(
    client.send(new DeleteParametersCommand({ Names: ["/app/rate"] })),
  ).rejects.toMatchObject(denied);
});
