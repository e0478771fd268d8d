import { namePrefix } from "@stagecraft/plan/generated-name";
import type { ClientSettings } from "../context.ts";
import { askIfThere, askPages } from "./ask.ts";

/**
 * How many concurrent executions the functions of these names of the Plan have reserved already.
 * @throws UnansweredError
 */
export async function alreadyReserved(
  planned: readonly string[],
  settings: ClientSettings,
): Promise<number> {
  const { LambdaClient, GetFunctionConcurrencyCommand } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(settings);
  let sum = 0;
  for (const FunctionName of await deployedNames(planned, settings)) {
    const answer = await askIfThere(
      "lambda:GetFunctionConcurrency",
      client.send(new GetFunctionConcurrencyCommand({ FunctionName })),
      ["ResourceNotFoundException"],
    );
    sum += answer?.ReservedConcurrentExecutions ?? 0;
  }
  return sum;
}

/** A name that the program gives is the same on AWS; one that SST draws is looked for by what it begins with. */
async function deployedNames(
  planned: readonly string[],
  settings: ClientSettings,
): Promise<readonly string[]> {
  const given = planned.filter((name) => namePrefix(name) === name);
  if (given.length === planned.length) return given;
  const drawn = new Set(planned.filter((name) => namePrefix(name) !== name).map(namePrefix));
  const { LambdaClient, paginateListFunctions } = await import("@aws-sdk/client-lambda");
  const pages = paginateListFunctions({ client: new LambdaClient(settings) }, {});
  const existing = await askPages("lambda:ListFunctions", pages);
  const names = existing.flatMap(({ Functions = [] }) =>
    Functions.flatMap(({ FunctionName }) => FunctionName ?? []),
  );
  return [
    ...given,
    ...names.filter((name) => namePrefix(name) !== name && drawn.has(namePrefix(name))),
  ];
}
