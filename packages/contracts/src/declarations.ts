import * as z from "zod";
import type { Contract, Payload } from "./contract.ts";
import { contracts } from "./contracts.ts";
import { openApiDocument } from "./openapi.ts";
import {
  type DeclaredPersonalPaths,
  declaredPersonalPaths,
} from "./personal/declared-personal-paths.ts";
import { metrics } from "./telemetry/metrics.ts";

/** A JSON Schema (2020-12) or an OpenAPI document. */
export type JsonObject = { readonly [key: string]: unknown };

/** A contract as plain JSON. */
export type DeclaredContract = Omit<Contract, "payload"> & {
  readonly payload:
    | (Omit<Payload, "versions" | "accept"> & { readonly accepts: readonly number[] })
    | null;
};

/** All contracts as plain JSON, for readers without zod. */
export type Declarations = {
  readonly contracts: readonly DeclaredContract[];
  /** By schema and version: `schemas["order.placed"][2]`. */
  readonly schemas: { readonly [schema: string]: { readonly [version: number]: JsonObject } };
  /** OpenAPI 3.1. */
  readonly openApi: JsonObject;
  readonly metrics: typeof metrics;
  readonly personal: DeclaredPersonalPaths;
};

export function declarations(): Declarations {
  const payloads = contracts.flatMap(({ payload }) => payload ?? []);
  return {
    contracts: contracts.map(({ payload, ...contract }) => ({
      ...contract,
      payload: payload && declaredPayload(payload),
    })),
    schemas: Object.fromEntries(
      payloads.map(({ schema, versions }) => [
        schema,
        Object.fromEntries(
          versions.map((one) => [one.version, z.toJSONSchema(one.schema, { io: "input" })]),
        ),
      ]),
    ),
    openApi: openApiDocument(),
    metrics,
    personal: declaredPersonalPaths(),
  };
}

function declaredPayload({ schema, mediaType, versions, writes }: Payload) {
  return { schema, mediaType, writes, accepts: versions.map(({ version }) => version) };
}
