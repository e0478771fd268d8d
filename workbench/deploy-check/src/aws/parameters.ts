import { type AwsAnswer, type AwsCall, jsonAnswer } from "./call.ts";

/** Parameter Store, in which the CLI stores its bootstrap data and each stage's passphrase. */
export function answerParameters(
  parameters: Map<string, string>,
  { operation, body }: AwsCall,
): AwsAnswer {
  const { Name, Value } = JSON.parse(body.toString()) as { Name: string; Value: string };
  const value = parameters.get(Name);
  switch (operation) {
    case "PutParameter":
      parameters.set(Name, Value);
      return jsonAnswer(200, { Version: 1, Tier: "Standard" });
    case "GetParameter":
      if (value === undefined) return jsonAnswer(400, { __type: "ParameterNotFound" });
      return jsonAnswer(200, { Parameter: { Name, Value: value, Type: "String", Version: 1 } });
    case "DeleteParameter":
      if (!parameters.delete(Name)) return jsonAnswer(400, { __type: "ParameterNotFound" });
      return jsonAnswer(200, {});
    default:
      return jsonAnswer(400, { __type: "UnknownOperationException" });
  }
}
