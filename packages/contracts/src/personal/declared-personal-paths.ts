import type * as z from "zod";
import { contracts } from "../contracts.ts";
import { type HttpOperation, httpOperations, webhookOperations } from "../http-operations.ts";
import { pathsWhere, personalPaths } from "./personal-paths.ts";
import type { SchemaField } from "./schema-fields.ts";

/** The personal fields of all data between processes, by their paths. */
export type DeclaredPersonalPaths = {
  /** By schema and version: `schemas["order.placed"][2]`. */
  readonly schemas: {
    readonly [schema: string]: { readonly [version: number]: readonly string[] };
  };
  /** By operation of the HTTP API. A path begins with its part: `headers.Idempotency-Key`, `body.reference`, `200.customerId`. */
  readonly operations: { readonly [operationId: string]: readonly string[] };
};

export function declaredPersonalPaths(): DeclaredPersonalPaths {
  return declaredPaths(personalPaths);
}

/** The paths of all fields with that name, in the same form. */
export function pathsOfFieldsNamed(wanted: string): DeclaredPersonalPaths {
  return declaredPaths((schema) => pathsWhere(schema, (_: SchemaField, name) => name === wanted));
}

function declaredPaths(pathsOf: (schema: z.ZodType) => readonly string[]): DeclaredPersonalPaths {
  const payloads = contracts.flatMap(({ payload }) => payload ?? []);
  return {
    schemas: Object.fromEntries(
      payloads.map(({ schema, versions }) => [
        schema,
        Object.fromEntries(versions.map((one) => [one.version, pathsOf(one.schema)])),
      ]),
    ),
    operations: Object.fromEntries(
      [...httpOperations, ...webhookOperations].map((operation) => [
        operation.operationId,
        partsOf(operation).flatMap(([part, schema]) =>
          pathsOf(schema).map((path) => [part, path].filter(Boolean).join(".")),
        ),
      ]),
    ),
  };
}

function partsOf(operation: HttpOperation): readonly (readonly [part: string, z.ZodType])[] {
  const { params, query, headers, body, responses } = operation;
  const given = Object.entries({ params, query, headers, body });
  const answered = Object.entries(responses).flatMap(([status, response]) => [
    [status, response.body] as const,
    [`${status}.headers`, response.headers] as const,
  ]);
  return [...given, ...answered].flatMap(([part, schema]) => (schema ? [[part, schema]] : []));
}
