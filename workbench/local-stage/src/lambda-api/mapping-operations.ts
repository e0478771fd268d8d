import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import type { Mapping } from "../event-source-mappings/mapping.ts";
import type { ApiAnswer } from "./api-answer.ts";
import type { FindFunction } from "./find-function.ts";
import { mappingConfiguration } from "./mapping-configuration.ts";
import { readJson } from "./read-json.ts";
import { pageOf, readPage } from "./read-page.ts";

/** A call about event source mappings. */
export type MappingRequest = {
  /** The mapping in the path. */
  readonly uuid?: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const pageItems = 100;

/**
 * The operations on event source mappings. Of a mapping's settings only `Enabled` can be changed.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export function mappingOperations(
  mappings: () => readonly Mapping[],
  findFunction: FindFunction,
  { region, accountId }: Account,
): { readonly [operation: string]: Operation } {
  const arnOf = (uuid: string) =>
    `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;
  const answer = (status: number, mapping: Mapping): ApiAnswer => ({
    status,
    json: mappingConfiguration(mapping, arnOf(mapping.source.uuid)),
  });

  function find({ uuid = "" }: MappingRequest): Mapping {
    const found = mappings().find(({ source }) => source.uuid === uuid);
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", {
      status: 404,
    });
  }

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
  function ofOne(
    name: string,
    run: (mapping: Mapping, request: MappingRequest) => ApiAnswer,
  ): Operation<MappingRequest, ApiAnswer> {
    return {
      permissions(request) {
        const { uuid, functionArn } = find(request).source;
        const context = { "lambda:FunctionArn": functionArn };
        return [{ action: `lambda:${name}`, resource: arnOf(uuid), context }];
      },
      run: (request) => run(find(request), request),
    };
  }

  const list: Operation<MappingRequest, ApiAnswer> = {
    permissions: () => [{ action: "lambda:ListEventSourceMappings", resource: "*" }],
    run({ query }) {
      const functionName = query.get("FunctionName");
      const sourceArn = query.get("EventSourceArn");
      const functionArn =
        functionName === null ? undefined : findFunction(functionName).definition.arn;
      const found = mappings().filter(
        ({ source }) =>
          (functionArn === undefined || source.functionArn === functionArn) &&
          (sourceArn === null || sourceArnOf(source) === sourceArn),
      );
      const { items, ...next } = pageOf(found, readPage(query, pageItems));
      const EventSourceMappings = items.map((each) => answer(200, each).json);
      return { status: 200, json: { EventSourceMappings, ...next } };
    },
  };

  return {
    ListEventSourceMappings: list as Operation,
    GetEventSourceMapping: ofOne("GetEventSourceMapping", (mapping) =>
      answer(200, mapping),
    ) as Operation,
    UpdateEventSourceMapping: ofOne("UpdateEventSourceMapping", (mapping, { body }) => {
      const enabled = readEnabled(readFields(readJson(body)));
      if (enabled !== undefined) mapping.setEnabled(enabled);
      return answer(202, mapping);
    }) as Operation,
  };
}

function sourceArnOf(source: Mapping["source"]): string {
  return "queueArn" in source ? source.queueArn : source.streamArn;
}

function readEnabled({ Enabled, ...others }: Fields): boolean | undefined {
  const [other] = Object.keys(others);
  if (other !== undefined) throw notImplemented(`Lambda.UpdateEventSourceMapping with ${other}`);
  if (Enabled === undefined || Enabled === null) return undefined;
  if (typeof Enabled !== "boolean") throw wrongType("Enabled", "a boolean");
  return Enabled;
}
