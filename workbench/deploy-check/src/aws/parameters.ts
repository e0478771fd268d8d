import { type AwsAnswer, type AwsCall, jsonAnswer } from "./call.ts";

/** Parameter Store: the CLI stores its bootstrap data and each stage's passphrase there, and a program looks up parameters. */
export function answerParameters(
  parameters: Map<string, string>,
  { operation, body }: AwsCall,
): AwsAnswer {
  const { Name, Value, Path } = JSON.parse(body.toString()) as {
    readonly Name: string;
    readonly Value: string;
    readonly Path: string;
  };
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
    case "GetParametersByPath":
      return jsonAnswer(200, { Parameters: below(parameters, Path) });
    default:
      return jsonAnswer(400, { __type: "UnknownOperationException" });
  }
}

function below(parameters: ReadonlyMap<string, string>, path: string) {
  return [...parameters]
    .filter(([name]) => name.startsWith(`${path}/`))
    .map(([Name, Value]) => ({ Name, Value, Type: "String", Version: 1 }));
}
