import type { Account } from "../context.ts";
import { callAwsIfExists } from "./call-aws.ts";

/**
 * A parameter's value. Undefined when it does not exist.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @throws AwsCallError
 */
export async function readParameter(
  Name: string,
  { client: settings }: Pick<Account, "client">,
): Promise<string | undefined> {
  const { SSMClient, GetParameterCommand } = await import("@aws-sdk/client-ssm");
  const answer = await callAwsIfExists(
    "ssm:GetParameter",
    new SSMClient(settings).send(new GetParameterCommand({ Name, WithDecryption: true })),
    ["ParameterNotFound"],
  );
  return answer?.Parameter?.Value;
}
