import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { readFields, readInteger, readString } from "../endpoint/read-fields.ts";
import type { Parameter } from "./parameter-store.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
const longestPage = 10;

/** A request of GetParametersByPath. */
export type PathRequest = {
  /** Without a slash at the end. */
  readonly path: string;
  readonly isRecursive: boolean;
  readonly from: number;
  readonly limit: number;
};

/** @throws AwsError for what Systems Manager refuses, and for filters, which are not implemented here */
export function readPathRequest(input: unknown): PathRequest {
  const fields = readFields(input);
  const path = readString(fields, "Path") ?? "";
  if (!path.startsWith("/")) {
    throw invalid("The parameter doesn't meet the parameter name requirements: it must be a path.");
  }
  if (Array.isArray(fields.ParameterFilters) && fields.ParameterFilters.length > 0) {
    throw notImplemented("Systems Manager.GetParametersByPath with ParameterFilters");
  }
  const limit = readInteger(fields, "MaxResults") ?? longestPage;
  if (limit < 1 || limit > longestPage) throw invalid(`MaxResults must be 1 to ${longestPage}.`);
  const from = Number(readString(fields, "NextToken") ?? 0);
  if (!Number.isInteger(from) || from < 0) {
    throw new AwsError("InvalidNextToken", "The specified token isn't valid.");
  }
  return { path: path.replace(/\/$/, ""), isRecursive: fields.Recursive === true, from, limit };
}

/** The parameters of a page, and the token of the next one. */
export function listByPath(
  all: readonly Parameter[],
  { path, isRecursive, from, limit }: PathRequest,
) {
  const below = all.filter(({ name }) => {
    const rest = name.startsWith(`${path}/`) ? name.slice(path.length + 1) : "";
    return rest !== "" && (isRecursive || !rest.includes("/"));
  });
  const end = from + limit;
  return {
    found: below.slice(from, end),
    ...(end < below.length ? { NextToken: String(end) } : {}),
  };
}

const invalid = (message: string) => new AwsError("ValidationException", message);
