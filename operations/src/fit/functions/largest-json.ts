import {
  type JsonSchema,
  listOf,
  objectOf,
  resolved,
} from "@stagecraft/gates/contracts/schema/json-schema";

/** How large a JSON text of a schema can become. */
export type LargestJson = {
  /** Without the parts that have no limit. */
  readonly bytes: number;
  /** The paths of the parts that the schema does not limit: `data.customerId`, `lines[]`. */
  readonly unlimited: readonly string[];
};

/** A code point in UTF-8 has four bytes; a control character is written with six: `\u0001`. */
const bytesOfCharacter = 6;
const bytesOfNumber = 25;
/** A pattern that repeats nothing without a limit, such as that of an id, matches no more than this. */
const bytesOfPattern = 100;
const bytesOfFormat: { readonly [format: string]: number } = {
  date: 12,
  "date-time": 40,
  uuid: 38,
};

/** The largest JSON text that a schema accepts; `root` is the document that its references point into. */
export function largestJson(schema: JsonSchema, root: unknown, path = ""): LargestJson {
  const found = resolved({ schema, root });
  const here = objectOf(found.schema);
  if ("const" in here) return sized(JSON.stringify(here.const).length);
  if (Array.isArray(here.enum)) {
    return sized(Math.max(...here.enum.map((value) => JSON.stringify(value).length)));
  }
  const choices = [
    ...listOf(here.anyOf),
    ...listOf(here.oneOf),
    ...listOf(here.type).map((type) => ({ ...here, type })),
  ] as readonly JsonSchema[];
  if (choices.length > 0) {
    const all = choices.map((choice) => largestJson(choice, found.root, path));
    return {
      bytes: Math.max(...all.map(({ bytes }) => bytes)),
      unlimited: [...new Set(all.flatMap(({ unlimited }) => unlimited))],
    };
  }
  switch (here.type) {
    case "object":
      return largestObject(here, found.root, path);
    case "array":
      return largestArray(here, found.root, path);
    case "string":
      return largestString(here, path);
    case "number":
    case "integer":
      return sized(bytesOfNumber);
    case "boolean":
    case "null":
      return sized(5);
    default:
      return { bytes: 0, unlimited: [path || "the whole"] };
  }
}

type Keywords = { readonly [keyword: string]: unknown };

function largestObject(schema: Keywords, root: unknown, path: string): LargestJson {
  const members = Object.entries(objectOf(schema.properties)).map(([name, of]) => {
    const inner = largestJson(of as JsonSchema, root, path ? `${path}.${name}` : name);
    // The quotes, the colon and the comma.
    return { ...inner, bytes: inner.bytes + JSON.stringify(name).length + 2 };
  });
  const isMap = typeof schema.additionalProperties === "object";
  return {
    bytes: 2 + members.reduce((sum, { bytes }) => sum + bytes, 0),
    unlimited: [
      ...members.flatMap(({ unlimited }) => unlimited),
      ...(isMap ? [`${path || "the whole"}{}`] : []),
    ],
  };
}

function largestArray(schema: Keywords, root: unknown, path: string): LargestJson {
  const item = largestJson((schema.items ?? true) as JsonSchema, root, `${path}[]`);
  if (typeof schema.maxItems !== "number") return { bytes: 2, unlimited: [`${path}[]`] };
  return { bytes: 2 + schema.maxItems * (item.bytes + 1), unlimited: item.unlimited };
}

function largestString(schema: Keywords, path: string): LargestJson {
  if (typeof schema.maxLength === "number") {
    return sized(2 + bytesOfCharacter * schema.maxLength);
  }
  const ofFormat = bytesOfFormat[String(schema.format)];
  if (ofFormat !== undefined) return sized(ofFormat);
  const { pattern } = schema;
  const isLimited =
    typeof pattern === "string" && /^\^.*\$$/.test(pattern) && !/(?<!\\)[*+]|,\}/.test(pattern);
  if (isLimited) return sized(bytesOfPattern);
  return { bytes: 2, unlimited: [path || "the whole"] };
}

function sized(bytes: number): LargestJson {
  return { bytes, unlimited: [] };
}
