import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { readName, readNames } from "./read-names.ts";
import { readPutParameter } from "./read-put-parameter.ts";

/**
 * The operations that write and delete parameters.
 * @param arnOf the ARN of a parameter by its name, whether or not it exists
 */
export function changeOperations(
  store: ParameterStore,
  arnOf: (name: string) => string,
): { readonly [operation: string]: Operation } {
  return {
    PutParameter: {
      permissions: (input) => [
        { action: "ssm:PutParameter", resource: arnOf(readPutParameter(input).name) },
      ],
      run(input) {
        const { name, value, overwrite, tier, ...given } = readPutParameter(input);
        const before = store.find(name);
        if (before && !overwrite) {
          throw new AwsError(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
          );
        }
        const type = given.type ?? before?.type;
        if (!type) {
          throw new AwsError(
            "ValidationException",
            "A parameter type is required when you create a parameter.",
          );
        }
        const { version } = store.put({ name, type, value });
        return { Version: version, Tier: tier };
      },
    },
    DeleteParameter: {
      permissions: (input) => [{ action: "ssm:DeleteParameter", resource: arnOf(readName(input)) }],
      run(input) {
        const found = store.find(readName(input));
        if (!found) throw new AwsError("ParameterNotFound", "");
        store.remove(found.name);
        return {};
      },
    },
    DeleteParameters: {
      permissions: (input) =>
        readNames(input).map((name) => ({
          action: "ssm:DeleteParameters",
          resource: arnOf(name),
        })),
      run(input) {
        const names = readNames(input);
        const isFound = (name: string) => store.find(name) !== undefined;
        const [deleted, unknown] = [names.filter(isFound), names.filter((name) => !isFound(name))];
        for (const name of deleted) store.remove(store.find(name)?.name ?? name);
        return { DeletedParameters: deleted, InvalidParameters: unknown };
      },
    },
  };
}
