import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import { readFields, readInteger, readString } from "../endpoint/read-fields.ts";
import type { Parameter } from "./parameter.ts";
import { parameterAnswer } from "./parameter-answer.ts";
import { namedArn, parameterKeyPermissions } from "./parameter-permissions.ts";
import type { ParameterStore } from "./parameter-store.ts";
import { invalid, wantsDecryption } from "./read-parameter-fields.ts";

/** The most parameters of one answer. */
const pageItems = 10;

type PathRequest = {
  readonly path: string;
  readonly recursive: boolean;
  readonly limit: number;
  /** The last name of the page before. */
  readonly after: string;
};

/**
 * The parameters below a path, by name. IAM is asked for the path, not for each parameter.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html
 */
export function getParametersByPath(store: ParameterStore, account: Account): Operation {
  function pageOf({ path, recursive, limit, after }: PathRequest) {
    const below = path.endsWith("/") ? path : `${path}/`;
    const found = store.all().filter(({ name }) => {
      const place = name.startsWith("/") ? name : `/${name}`;
      if (!place.startsWith(below)) return false;
      return recursive || !place.slice(below.length).includes("/");
    });
    const left = found.filter(({ name }) => name > after);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    const next: { readonly NextToken?: string } =
      last !== undefined && left.length > limit ? { NextToken: tokenOf(last) } : {};
    return { page, next };
  }

  return {
    permissions(input) {
      const request = readPathRequest(input);
      return [
        {
          action: "ssm:GetParametersByPath",
          resource: namedArn(request.path, account),
          context: { "ssm:Recursive": String(request.recursive) },
        },
        ...(wantsDecryption(input)
          ? pageOf(request).page.flatMap((each) => parameterKeyPermissions("kms:Decrypt", each))
          : []),
      ];
    },
    run(input) {
      const { page, next } = pageOf(readPathRequest(input));
      const decrypt = wantsDecryption(input);
      return { Parameters: page.map((each) => parameterAnswer(each, decrypt)), ...next };
    },
  };
}

function readPathRequest(input: unknown): PathRequest {
  const fields = readFields(input);
  const path = readString(fields, "Path") ?? "";
  const limit = readInteger(fields, "MaxResults") ?? pageItems;
  const filters = fields.ParameterFilters;
  if (!path.startsWith("/")) throw invalid("Path must begin with a slash (/).");
  if (limit < 1 || limit > pageItems) throw invalid(`MaxResults must be 1 to ${pageItems}.`);
  if (Array.isArray(filters) && filters.length > 0) {
    throw notImplemented("Systems Manager.GetParametersByPath with ParameterFilters");
  }
  return {
    path,
    recursive: fields.Recursive === true,
    limit,
    after: nameOf(readString(fields, "NextToken")),
  };
}

function tokenOf({ name }: Parameter): string {
  return Buffer.from(name).toString("base64url");
}

/** @throws AwsError InvalidNextToken for a token that no answer gave */
function nameOf(token: string | undefined): string {
  if (!token) return "";
  const name = Buffer.from(token, "base64url").toString();
  if (/^[\w./-]+$/.test(name)) return name;
  throw new AwsError("InvalidNextToken", "The specified token isn't valid.");
}
