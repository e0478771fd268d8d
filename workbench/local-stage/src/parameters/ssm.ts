import { createCipheriv, randomBytes } from "node:crypto";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { readFields } from "../endpoint/read-fields.ts";
import { keyPermission } from "../kms/key-permission.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { changeOperations } from "./change-operations.ts";
import { listByPath, readPathRequest } from "./list-by-path.ts";
import type { Parameter, ParameterStore } from "./parameter-store.ts";
import { readName, readNames } from "./read-names.ts";
import { ssmParameterArn } from "./ssm-parameters-of.ts";

/**
 * Systems Manager, as far as it is implemented: parameters of the Plan and those that calls create, each in its newest version.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function ssmService(
  store: ParameterStore,
  { region, accountId, secrets }: Account & { readonly secrets: Secrets },
): AwsService {
  const arnOf = (name: string) =>
    store.find(name)?.arn ??
    (name.startsWith("arn:") ? name : ssmParameterArn(name, { region, accountId }));

  const permissionsFor = (action: string, wanted: readonly Wanted[], decrypt: boolean) =>
    wanted.flatMap(({ name }) => {
      const parameter = store.find(name);
      return [
        { action, resource: arnOf(name) },
        ...(decrypt && parameter?.type === "SecureString" && parameter.kmsKeyArn
          ? [
              keyPermission("kms:Decrypt", parameter.kmsKeyArn, {
                service: "ssm",
                context: { PARAMETER_ARN: parameter.arn },
              }),
            ]
          : []),
      ];
    });

  function answer(parameter: Parameter, decrypt: boolean, selector = "") {
    const value = secrets.fill(parameter.value);
    return {
      Name: parameter.name,
      ARN: parameter.arn,
      Type: parameter.type,
      DataType: "text",
      Version: parameter.version,
      LastModifiedDate: parameter.modifiedAtMs / 1_000,
      Value: parameter.type === "SecureString" && !decrypt ? encrypted(value) : value,
      ...(selector ? { Selector: selector } : {}),
    };
  }

  function read({ name, selector }: Wanted, decrypt: boolean) {
    const parameter = store.find(name);
    if (!parameter || !["", `:${parameter.version}`].includes(selector)) return undefined;
    return answer(parameter, decrypt, selector);
  }

  const getParameter: Operation = {
    permissions: (input) =>
      permissionsFor("ssm:GetParameter", [wantedOf(readName(input))], wantsDecryption(input)),
    run(input) {
      const wanted = wantedOf(readName(input));
      const parameter = read(wanted, wantsDecryption(input));
      if (parameter) return { Parameter: parameter };
      const code = store.find(wanted.name) ? "ParameterVersionNotFound" : "ParameterNotFound";
      throw new AwsError(code, `Parameter ${wanted.name}${wanted.selector} not found.`);
    },
  };

  const getParameters: Operation = {
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
  };

  const getParametersByPath: Operation = {
    permissions: (input) => [
      { action: "ssm:GetParametersByPath", resource: arnOf(readPathRequest(input).path) },
    ],
    run(input) {
      const { found, ...next } = listByPath(store.all(), readPathRequest(input));
      return {
        Parameters: found.map((parameter) => answer(parameter, wantsDecryption(input))),
        ...next,
      };
    },
  };

  return jsonService("Systems Manager", "ssm", {
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    ...changeOperations(store, arnOf),
  });
}

/** A parameter by name or ARN, and `:version` or `:label` after it. */
type Wanted = { readonly name: string; readonly selector: string };

function wantedOf(text: string): Wanted {
  const [, name = text, selector = ""] =
    /^(arn:aws:ssm:[^:]*:\d+:parameter\/[^:]+|[^:]+)(:.+)?$/.exec(text) ?? [];
  return { name, selector };
}

function wantsDecryption(input: unknown): boolean {
  return readFields(input).WithDecryption === true;
}

/** The value without decryption: ciphertext, whose key is not kept. */
function encrypted(value: string): string {
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  return Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
}
