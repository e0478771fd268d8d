import type { AwsAnswer, AwsCall } from "./call.ts";

/** Systems Manager's parameters, where the CLI keeps what it made for the account and each stage's passphrase. */
export function answerParameters(
  parameters: Map<string, string>,
  { operation, body }: AwsCall,
): AwsAnswer {
  const { Name, Value } = JSON.parse(body.toString()) as { Name: string; Value: string };
  const value = parameters.get(Name);
  switch (operation) {
    case "PutParameter":
      parameters.set(Name, Value);
      return answer(200, { Version: 1, Tier: "Standard" });
    case "GetParameter":
      if (value === undefined) return answer(400, { __type: "ParameterNotFound" });
      return answer(200, { Parameter: { Name, Value: value, Type: "String", Version: 1 } });
    case "DeleteParameter":
      if (!parameters.delete(Name)) return answer(400, { __type: "ParameterNotFound" });
      return answer(200, {});
    default:
      return answer(400, { __type: "UnknownOperationException" });
  }
}

function answer(status: number, value: object): AwsAnswer {
  return { status, type: "application/x-amz-json-1.1", body: JSON.stringify(value) };
}
