import * as z from "zod";
import type { Crossing, Payload } from "./crossing.ts";
import { crossings } from "./crossings.ts";
import { openApiDocument } from "./openapi.ts";

/** A JSON Schema (2020-12) or an OpenAPI document. */
export type JsonObject = { readonly [key: string]: unknown };

/** A crossing as plain JSON. */
export type DeclaredCrossing = Omit<Crossing, "payload"> & {
  readonly payload:
    | (Omit<Payload, "versions" | "accept"> & { readonly accepts: readonly number[] })
    | null;
};

/** All contracts as plain JSON, for whoever does not know the schemas' library. */
export type Declarations = {
  readonly crossings: readonly DeclaredCrossing[];
  /** By schema and version: `schemas["order.placed"][2]`. */
  readonly schemas: { readonly [schema: string]: { readonly [version: number]: JsonObject } };
  /** OpenAPI 3.1. */
  readonly openApi: JsonObject;
};

export function declarations(): Declarations {
  const payloads = crossings.flatMap(({ payload }) => payload ?? []);
  return {
    crossings: crossings.map(({ payload, ...crossing }) => ({
      ...crossing,
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
  };
}

function declaredPayload({ schema, mediaType, versions, writes }: Payload) {
  return { schema, mediaType, writes, accepts: versions.map(({ version }) => version) };
}
