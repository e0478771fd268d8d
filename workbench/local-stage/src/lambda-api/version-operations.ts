import type { Operation } from "../common/operation.ts";
import { readFields } from "../endpoint/read-fields.ts";
import type { ReservedConcurrency } from "../lambda/reserved-concurrency.ts";
import type { LambdaVersions } from "../lambda/versions/lambda-versions.ts";
import { latestVersion } from "../lambda/versions/published-version.ts";
import { aliasConfiguration } from "./alias-configuration.ts";
import type { ApiAnswer } from "./api-answer.ts";
import type { FindFunction, NamedFunction } from "./find-function.ts";
import { functionConfiguration } from "./function-configuration.ts";
import { readAliasChange } from "./read-alias-change.ts";
import { readJson } from "./read-json.ts";
import { pageOf, readPage } from "./read-page.ts";
import { readPublication } from "./read-publication.ts";

/** A call of Lambda's API about one function. */
export type FunctionRequest = {
  /** Name or ARN. */
  readonly functionName: string;
  /** The alias in the path. */
  readonly name?: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

type FunctionOperation = Operation<FunctionRequest, ApiAnswer>;

/** Without MaxItems, the API gives at most 50 items: https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
const pageItems = 50;

/**
 * The operations on versions and aliases.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export function versionOperations(
  findFunction: FindFunction,
  versions: LambdaVersions,
  reserved: ReservedConcurrency,
): { readonly [operation: string]: Operation } {
  const find = ({ functionName, query }: FunctionRequest) =>
    findFunction(functionName, query.get("Qualifier") ?? undefined);

  /** All of them are granted on the function itself, as the Service Authorization Reference says. */
  function operation(
    name: string,
    run: (named: NamedFunction, request: FunctionRequest) => ApiAnswer,
  ): FunctionOperation {
    return {
      permissions: (request) => [
        { action: `lambda:${name}`, resource: find(request).definition.arn },
      ],
      run: (request) => run(find(request), request),
    };
  }

  const configurationOf = ({ definition, qualifier }: NamedFunction) => {
    const isAlias = qualifier !== undefined && !/^\d+$/.test(qualifier);
    const version = isAlias
      ? versions.alias(definition.arn, qualifier).functionVersion
      : (qualifier ?? latestVersion);
    return functionConfiguration(versions.find(definition.arn, version), qualifier);
  };

  const operations: { readonly [name: string]: FunctionOperation } = {
    GetAlias: operation("GetAlias", ({ definition }, { name = "" }) =>
      ok(aliasConfiguration(versions.alias(definition.arn, name))),
    ),
    ListAliases: operation("ListAliases", ({ definition }, { query }) => {
      const version = query.get("FunctionVersion");
      const aliases = versions
        .aliases(definition.arn)
        .filter(
          ({ functionVersion, weights }) =>
            version === null || functionVersion === version || version in weights,
        );
      const { items, ...next } = pageOf(aliases, readPage(query, pageItems));
      return ok({ Aliases: items.map(aliasConfiguration), ...next });
    }),
    UpdateAlias: operation("UpdateAlias", ({ definition }, { name = "", body }) =>
      ok(
        aliasConfiguration(
          versions.updateAlias(definition.arn, name, readAliasChange(fieldsOf(body))),
        ),
      ),
    ),
    PublishVersion: operation("PublishVersion", ({ definition }, { body }) => {
      const latest = versions.find(definition.arn, latestVersion);
      const description = readPublication(fieldsOf(body), functionConfiguration(latest));
      const published = versions.publish(definition.arn, description);
      return { status: 201, json: functionConfiguration(published, published.version) };
    }),
    ListVersionsByFunction: operation("ListVersionsByFunction", ({ definition }, { query }) => {
      const latest = versions.find(definition.arn, latestVersion);
      const all = [latest, ...versions.published(definition.arn)];
      const { items, ...next } = pageOf(all, readPage(query, pageItems));
      return ok({
        Versions: items.map((each) => functionConfiguration(each, each.version)),
        ...next,
      });
    }),
    GetFunctionConfiguration: operation("GetFunctionConfiguration", (named) =>
      ok(configurationOf(named)),
    ),
    GetFunction: operation("GetFunction", (named) => {
      const limit = reserved.of(named.definition.name);
      return ok({
        Configuration: configurationOf(named),
        ...(limit === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: limit } }),
      });
    }),
  };
  return operations as { readonly [operation: string]: Operation };
}

const fieldsOf = (body: Buffer) => readFields(readJson(body));

const ok = (json: object): ApiAnswer => ({ status: 200, json });
