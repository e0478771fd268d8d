import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import { namedArn } from "./parameter-permissions.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { readName, readNames } from "./read-parameter-fields.ts";

/**
 * `DeleteParameter` and `DeleteParameters`.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
 */
export function deleteParameters(
  store: ParameterStore,
  account: Account,
): { readonly DeleteParameter: Operation; readonly DeleteParameters: Operation } {
  return {
    DeleteParameter: {
      permissions: (input) => [
        { action: "ssm:DeleteParameter", resource: namedArn(readName(input), account) },
      ],
      run(input) {
        const name = readName(input);
        if (!store.delete(name)) {
          throw new AwsError("ParameterNotFound", `Parameter ${name} not found.`);
        }
        return {};
      },
    },
    DeleteParameters: {
      permissions: (input) =>
        readNames(input).map((name) => ({
          action: "ssm:DeleteParameters",
          resource: namedArn(name, account),
        })),
      run(input) {
        const deleted: string[] = [];
        const unknown: string[] = [];
        for (const name of readNames(input)) (store.delete(name) ? deleted : unknown).push(name);
        return { DeletedParameters: deleted, InvalidParameters: unknown };
      },
    },
  };
}
