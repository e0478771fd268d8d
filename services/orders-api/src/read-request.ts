import { IdempotencyKey } from "@stagecraft/contracts/idempotency-key";
import { type Parsed, parse, type Schema } from "@stagecraft/contracts/parse";
import { problemResponse } from "@stagecraft/lambda/problem-response";
import type { RequestContext } from "./routes/route.ts";

/** A part of a request, or the problem response. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly response: Response };

/** Reads the `Idempotency-Key` header. */
export function readKey(c: RequestContext): Read<IdempotencyKey> {
  const header = c.req.header("idempotency-key");
  if (header === undefined || header === "") {
    return refuse("missing-idempotency-key", "Send a unique key with every write.");
  }
  const key = IdempotencyKey.safeParse(header);
  return key.success
    ? { ok: true, value: key.data }
    : refuse("invalid-idempotency-key", "A key has 1 to 255 printable ASCII characters.");
}

/** Reads the query with its schema. A parameter that is given twice is refused, since it is not known which one is meant. */
export function readQuery<Value>(c: RequestContext, schema: Schema<Value>): Read<Value> {
  const given = Object.entries(c.req.queries());
  const values = given.map(([name, all]) => [name, all.length > 1 ? all : all[0]]);
  const parsed = parse(schema, Object.fromEntries(values));
  return parsed.ok
    ? parsed
    : refuse("invalid-request", "The query does not match its schema.", { errors: parsed.errors });
}

/** Reads the JSON body with the parser of its schema. */
export async function readBody<Value>(
  c: RequestContext,
  parse: (json: unknown) => Parsed<Value>,
): Promise<Read<Value>> {
  const mediaType = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    return refuse("unsupported-media-type", "Send the body as application/json.");
  }
  let json: unknown;
  try {
    json = JSON.parse(await c.req.text());
  } catch {
    return refuse("invalid-json", "The body cannot be read as JSON.");
  }
  const parsed = parse(json);
  return parsed.ok
    ? parsed
    : refuse("invalid-request", "The body does not match its schema.", { errors: parsed.errors });
}

function refuse(...problem: Parameters<typeof problemResponse>) {
  return { ok: false, response: problemResponse(...problem) } as const;
}
