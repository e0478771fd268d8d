import { env } from "node:process";
import { answerCall } from "@stagecraft/plan/program/aws-calls";
import type { Deployment } from "@stagecraft/plan/program/identity";

type Inputs = Readonly<Record<string, unknown>>;
type Parameter = { readonly Name: string; readonly Value: string; readonly Type: string };

/** The results of a program's lookups: parameters as the simulated account has them, all others as in the Plan. */
export async function lookUp(
  deployment: Deployment,
  token: string,
  inputs: Inputs,
): Promise<Record<string, unknown>> {
  const answer = answerCall(deployment, token, inputs);
  if (token !== "aws:ssm/getParametersByPath:getParametersByPath") return answer;
  const parameters = await parametersBelow(String(inputs.path), deployment);
  return {
    ...answer,
    names: parameters.map(({ Name }) => Name),
    types: parameters.map(({ Type }) => Type),
    values: parameters.map(({ Value }) => Value),
  };
}

async function parametersBelow(
  Path: string,
  { region }: Deployment,
): Promise<readonly Parameter[]> {
  // biome-ignore lint/style/noProcessEnv: the engine is started by the CLI, with the environment of the simulated account
  const response = await fetch(String(env.AWS_ENDPOINT_URL), {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=engine/20260101/${region}/ssm/aws4_request`,
      "x-amz-target": "AmazonSSM.GetParametersByPath",
    },
    body: JSON.stringify({ Path, Recursive: true }),
  });
  const { Parameters } = (await response.json()) as { readonly Parameters: readonly Parameter[] };
  return Parameters;
}
