import { namePrefix } from "@stagecraft/plan/generated-name";
import type { ClientSettings } from "../context.ts";
import { callAwsIfExists, callAwsPages } from "./call-aws.ts";

/**
 * The number of concurrent executions that the deployed functions with these names of the Plan have reserved.
 * @throws AwsCallError
 */
export async function alreadyReserved(
  planned: readonly string[],
  settings: ClientSettings,
): Promise<number> {
  const { LambdaClient, GetFunctionConcurrencyCommand } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(settings);
  let sum = 0;
  for (const FunctionName of await deployedNames(planned, settings)) {
    const answer = await callAwsIfExists(
      "lambda:GetFunctionConcurrency",
      client.send(new GetFunctionConcurrencyCommand({ FunctionName })),
      ["ResourceNotFoundException"],
    );
    sum += answer?.ReservedConcurrentExecutions ?? 0;
  }
  return sum;
}

/** A name of the program is the same on AWS. A name that SST generates is found by its prefix. */
async function deployedNames(
  planned: readonly string[],
  settings: ClientSettings,
): Promise<readonly string[]> {
  const given = planned.filter((name) => namePrefix(name) === name);
  if (given.length === planned.length) return given;
  const generated = new Set(planned.filter((name) => namePrefix(name) !== name).map(namePrefix));
  const { LambdaClient, paginateListFunctions } = await import("@aws-sdk/client-lambda");
  const pages = paginateListFunctions({ client: new LambdaClient(settings) }, {});
  const existing = await callAwsPages("lambda:ListFunctions", pages);
  const names = existing.flatMap(({ Functions = [] }) =>
    Functions.flatMap(({ FunctionName }) => FunctionName ?? []),
  );
  return [
    ...given,
    ...names.filter((name) => namePrefix(name) !== name && generated.has(namePrefix(name))),
  ];
}
