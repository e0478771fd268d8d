import type { Account } from "../context.ts";
import { askIfThere } from "./ask.ts";

/**
 * A parameter's value; nothing when there is none of that name.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @throws UnansweredError
 */
export async function readParameter(
  Name: string,
  { client: settings }: Pick<Account, "client">,
): Promise<string | undefined> {
  const { SSMClient, GetParameterCommand } = await import("@aws-sdk/client-ssm");
  const answer = await askIfThere(
    "ssm:GetParameter",
    new SSMClient(settings).send(new GetParameterCommand({ Name, WithDecryption: true })),
    ["ParameterNotFound"],
  );
  return answer?.Parameter?.Value;
}
