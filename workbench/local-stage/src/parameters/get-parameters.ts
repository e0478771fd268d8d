import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import { parameterAnswer } from "./parameter-answer.ts";
import { namedArn, parameterKeyPermissions } from "./parameter-permissions.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { readName, readNames, wantsDecryption } from "./read-parameter-fields.ts";

/**
 * `GetParameter` and `GetParameters`, of the newest version.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function getParameters(
  store: ParameterStore,
  account: Account,
): { readonly GetParameter: Operation; readonly GetParameters: Operation } {
  const find = ({ name }: Wanted) =>
    name.startsWith("arn:") ? store.all().find(({ arn }) => arn === name) : store.find(name);

  const permissionsFor = (action: string, wanted: readonly Wanted[], decrypt: boolean) =>
    wanted.flatMap((one) => {
      const parameter = find(one);
      return [
        { action, resource: namedArn(one.name, account) },
        ...(parameter && decrypt ? parameterKeyPermissions("kms:Decrypt", parameter) : []),
      ];
    });

  function read(wanted: Wanted, decrypt: boolean) {
    const parameter = find(wanted);
    const { selector } = wanted;
    if (!parameter || !["", `:${parameter.version}`].includes(selector)) return undefined;
    return {
      ...parameterAnswer(parameter, decrypt),
      ...(selector ? { Selector: selector } : {}),
    };
  }

  return {
    GetParameter: {
      permissions: (input) =>
        permissionsFor("ssm:GetParameter", [wantedOf(readName(input))], wantsDecryption(input)),
      run(input) {
        const wanted = wantedOf(readName(input));
        const parameter = read(wanted, wantsDecryption(input));
        if (parameter) return { Parameter: parameter };
        const code = find(wanted) ? "ParameterVersionNotFound" : "ParameterNotFound";
        throw new AwsError(code, `Parameter ${wanted.name}${wanted.selector} not found.`);
      },
    },
    GetParameters: {
      permissions: (input) =>
        permissionsFor("ssm:GetParameters", readNames(input).map(wantedOf), wantsDecryption(input)),
      run(input) {
        const names = readNames(input);
        const found = names.map((name) => read(wantedOf(name), wantsDecryption(input)));
        return {
          Parameters: found.filter((parameter) => parameter !== undefined),
          InvalidParameters: names.filter((_name, index) => found[index] === undefined),
        };
      },
    },
  };
}

/** A parameter by name or ARN, and `:version` or `:label` after it. */
type Wanted = { readonly name: string; readonly selector: string };

function wantedOf(text: string): Wanted {
  const [, name = text, selector = ""] =
    /^(arn:aws:ssm:[^:]*:\d+:parameter\/[^:]+|[^:]+)(:.+)?$/.exec(text) ?? [];
  return { name, selector };
}
