import { createCipheriv, createHash, randomBytes } from "node:crypto";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { CreationTimes } from "../common/creation-times.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { readFields, readString } from "../endpoint/read-fields.ts";
import { keyPermission } from "../kms/key-permission.ts";
import type { Secrets } from "../secrets/secrets.ts";
import { type SsmParameterDefinition, ssmParameterArn } from "./ssm-parameters-of.ts";

const maximumNames = 10;

/**
 * Systems Manager, as far as it is implemented: `GetParameter` and `GetParameters` of the parameters in the Plan, each in its
 * first version.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function ssmService(
  definitions: readonly SsmParameterDefinition[],
  {
    region,
    accountId,
    secrets,
    createdAtMs,
  }: Account & { readonly secrets: Secrets; readonly createdAtMs: CreationTimes },
): AwsService {
  const find = ({ name }: Wanted) =>
    definitions.find((parameter) => parameter.name === name || parameter.arn === name);

  const permissionsFor = (action: string, wanted: readonly Wanted[], decrypt: boolean) =>
    wanted.flatMap((one) => {
      const parameter = find(one);
      const named = one.name.startsWith("arn:")
        ? one.name
        : ssmParameterArn(one.name, { region, accountId });
      return [
        { action, resource: parameter?.arn ?? named },
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

  function read(wanted: Wanted, decrypt: boolean) {
    const parameter = find(wanted);
    if (!parameter || !["", ":1"].includes(wanted.selector)) return undefined;
    const value = secrets.fill(parameter.value);
    return {
      Name: parameter.name,
      ARN: parameter.arn,
      Type: parameter.type,
      DataType: "text",
      Version: 1,
      LastModifiedDate: createdAtMs(`${parameter.arn} ${digest(parameter.value)}`) / 1_000,
      Value: parameter.type === "SecureString" && !decrypt ? encrypted(value) : value,
      ...(wanted.selector ? { Selector: wanted.selector } : {}),
    };
  }

  const getParameter: Operation = {
    permissions: (input) =>
      permissionsFor("ssm:GetParameter", [wantedOf(readName(input))], wantsDecryption(input)),
    run(input) {
      const wanted = wantedOf(readName(input));
      const parameter = read(wanted, wantsDecryption(input));
      if (parameter) return { Parameter: parameter };
      const code = find(wanted) ? "ParameterVersionNotFound" : "ParameterNotFound";
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

  return jsonService("Systems Manager", "ssm", {
    GetParameter: getParameter,
    GetParameters: getParameters,
  });
}

/** A parameter by name or ARN, and `:version` or `:label` after it. */
type Wanted = { readonly name: string; readonly selector: string };

function wantedOf(text: string): Wanted {
  const [, name = text, selector = ""] =
    /^(arn:aws:ssm:[^:]*:\d+:parameter\/[^:]+|[^:]+)(:.+)?$/.exec(text) ?? [];
  return { name, selector };
}

function readName(input: unknown): string {
  const name = readString(readFields(input), "Name");
  if (name) return name;
  throw invalid("Name must be given.");
}

function readNames(input: unknown): readonly string[] {
  const names = readFields(input).Names;
  if (!Array.isArray(names) || names.length === 0 || names.length > maximumNames) {
    throw invalid(`Names must be a list of 1 to ${maximumNames} names.`);
  }
  return names.map(String);
}

function wantsDecryption(input: unknown): boolean {
  return readFields(input).WithDecryption === true;
}

function invalid(message: string) {
  return new AwsError("ValidationException", message);
}

/** Tells one value from the next one. It is of the program's value, which holds no secret. */
function digest(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}

/** The value without decryption: ciphertext, whose key is not kept. */
function encrypted(value: string): string {
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  return Buffer.concat([cipher.update(value), cipher.final(), cipher.getAuthTag()]).toString(
    "base64",
  );
}
