import type { Declarations } from "@stagecraft/contracts/declarations";
import { type JsonSchema, objectOf } from "@stagecraft/gates/contracts/schema/json-schema";
import { type LargestJson, largestJson } from "./largest-json.ts";

/** The largest payload that the contracts of a function allow, over all its calls. Undefined: they declare none as JSON. */
export function payloadOf(
  { contracts, schemas, openApi }: Declarations,
  functionName: string,
): LargestJson | undefined {
  const own = contracts.filter(
    ({ consumer }) => "inside" in consumer && consumer.inside === functionName,
  );
  const all = own.flatMap(({ via, payload }): readonly LargestJson[] => {
    if (via.kind === "http") return requestBody(openApi, via.route);
    // Of an object the event has only the key.
    if (payload === null || payload.mediaType !== "application/json") return [];
    return payload.accepts.flatMap((version) => {
      const schema = schemas[payload.schema]?.[version];
      return schema ? [largestJson(schema, schema)] : [];
    });
  });
  if (all.length === 0) return undefined;
  return {
    bytes: Math.max(...all.map(({ bytes }) => bytes)),
    unlimited: [...new Set(all.flatMap(({ unlimited }) => unlimited))],
  };
}

function requestBody(openApi: Declarations["openApi"], route: string): readonly LargestJson[] {
  const [method = "", path = ""] = route.split(" ");
  const operation = objectOf(objectOf(objectOf(openApi.paths)[path])[method.toLowerCase()]);
  const content = objectOf(objectOf(operation.requestBody).content);
  return Object.values(content).flatMap((each) => {
    const { schema } = objectOf(each);
    return schema === undefined ? [] : [largestJson(schema as JsonSchema, openApi)];
  });
}
