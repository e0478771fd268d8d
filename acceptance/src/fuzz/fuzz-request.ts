import * as fc from "fast-check";
import { corrupted, edgeCaseTexts } from "./edge-cases.ts";
import { jsonValues, type KnownValues } from "./json-values.ts";
import type { Operation, Parameter, Schema } from "./open-api.ts";

/** A request as it is sent. */
export type FuzzRequest = {
  readonly method: string;
  /** Path and query, possibly with wrong encoding. */
  readonly target: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: Buffer;
};

/** Values for requests that are not in the document. */
export type FuzzTarget = {
  readonly components: { readonly [name: string]: Schema };
  readonly known: KnownValues;
  readonly tokens: {
    readonly good: readonly string[];
    readonly bad: readonly string[];
    readonly withoutScope: string;
  };
  /** Headers that are computed from the body: the correct function and wrong ones. */
  readonly signatures: {
    readonly [header: string]: {
      readonly good: (body: Buffer) => string;
      readonly bad: readonly ((body: Buffer) => string)[];
    };
  };
};

type Part = string | undefined;
type Body = { readonly bytes: Buffer; readonly contentType: Part } | undefined;

/** Generates requests of an operation. About half match the document; the others have one or more errors. */
export function fuzzRequests(operation: Operation, target: FuzzTarget): fc.Arbitrary<FuzzRequest> {
  const parametersIn = (location: Parameter["in"]) =>
    operation.parameters.filter((parameter) => parameter.in === location);
  const isSigned = ({ name }: Parameter) => name in target.signatures;

  return fc
    .record({
      path: fc.record(record(parametersIn("path"), (each) => pathPart(each, target))),
      query: fc.record(record(parametersIn("query"), (each) => queryPart(each, target))),
      extraQuery: usually(fc.constant(""), fc.constantFrom(...extraQueries)),
      headers: fc.record(
        record(
          parametersIn("header").filter((each) => !isSigned(each)),
          (each) => headerPart(each, target),
        ),
      ),
      extraHeader: usually(fc.constant(undefined), fc.constantFrom(...extraHeaders)),
      token: operation.security.length > 0 ? token(target) : fc.constant(undefined),
      signature: usually(fc.constant(0), fc.nat({ max: 10 })),
      body: operation.requestBody ? bodies(operation, target) : unexpectedBodies,
    })
    .map(({ path, query, extraQuery, headers, extraHeader, token, signature, body }) => {
      const signed = parametersIn("header")
        .filter(isSigned)
        .map(({ name }) => [name, signatureOf(target, name, signature, body?.bytes)]);
      const all = {
        ...headers,
        ...Object.fromEntries(signed),
        authorization: token,
        "content-type": body?.contentType,
        ...extraHeader,
      };
      return {
        method: operation.method,
        target:
          operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => path[name] ?? "") +
          queryText(query, extraQuery),
        headers: Object.fromEntries(
          Object.entries(all).filter(
            (header): header is [string, string] => header[1] !== undefined,
          ),
        ),
        ...(body && { body: body.bytes }),
      };
    });
}

function record<T>(
  parameters: readonly Parameter[],
  generate: (parameter: Parameter) => fc.Arbitrary<T>,
) {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, generate(parameter)]));
}

function usually<T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: bad });
}

const edgeCaseText = fc.constantFrom(...edgeCaseTexts);

function allowedText({ name, schema }: Parameter, { components, known }: FuzzTarget) {
  return jsonValues(
    { type: "object", properties: { [name]: schema }, required: [name] },
    { components, known },
  ).map((value) => String((value as { [name: string]: unknown })[name]));
}

function pathPart(parameter: Parameter, target: FuzzTarget): fc.Arbitrary<string> {
  // An empty part would make the path match another operation or none.
  const wrong = fc.oneof(
    edgeCaseText.filter((text) => text !== "").map(encoded),
    fc.constantFrom("%E0%A4%A", "%", "%2F", "%5C..", "%3F", "%23"),
  );
  return usually(allowedText(parameter, target).map(encoded), wrong);
}

function queryPart(parameter: Parameter, target: FuzzTarget): fc.Arbitrary<Part> {
  const { name, required } = parameter;
  const good = allowedText(parameter, target);
  const present = usually(good, edgeCaseText).map((text) => `${name}=${encoded(text)}`);
  const odd = fc.constantFrom(undefined, name, `${name}=%E0%A4%A`, `${name}=%`, `${name}[]=1`);
  return required ? usually(present, odd) : fc.oneof(present, fc.constant(undefined), odd);
}

/** Node refuses other characters in a header. */
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

function headerPart(parameter: Parameter, target: FuzzTarget): fc.Arbitrary<Part> {
  const wrong = fc.constantFrom(
    undefined,
    ...edgeCaseTexts.filter((text) => sendable.test(text)),
    "k".repeat(256),
  );
  return usually(allowedText(parameter, target), wrong);
}

function token({ tokens }: FuzzTarget): fc.Arbitrary<Part> {
  return usually(fc.constantFrom(...tokens.good), fc.constantFrom(undefined, ...tokens.bad));
}

function signatureOf(target: FuzzTarget, header: string, choice: number, body?: Buffer): Part {
  const signers = target.signatures[header];
  if (!signers) return undefined;
  const all = [signers.good, ...signers.bad, () => undefined];
  return all[choice % all.length]?.(body ?? Buffer.alloc(0));
}

/** Generates valid bodies, corrupted ones, and texts that are not JSON. */
function bodies({ requestBody }: Operation, { components, known }: FuzzTarget): fc.Arbitrary<Body> {
  const schema = requestBody?.content["application/json"]?.schema ?? {};
  const good = jsonValues(schema, { components, known });
  const wrong = good.chain(corrupted);
  const bytes = fc.oneof(
    { weight: 6, arbitrary: good.map(json) },
    { weight: 5, arbitrary: wrong.map(json) },
    { weight: 1, arbitrary: fc.constantFrom(...invalidJson) },
  );
  const contentType = usually(fc.constant("application/json"), fc.constantFrom(...contentTypes));
  return fc.record({ bytes, contentType });
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? "");

const invalidJson = [
  Buffer.alloc(0),
  Buffer.from("{"),
  Buffer.from("NaN"),
  Buffer.from("null"),
  Buffer.from("\ufeff{}"),
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from("[".repeat(100_000)),
  Buffer.from(`${"[".repeat(20_000)}${"]".repeat(20_000)}`),
  Buffer.from('{"lines":[],"lines":1}'),
];

const contentTypes = [
  undefined,
  "text/plain",
  "application/x-www-form-urlencoded",
  "application/json; charset=utf-16",
  "APPLICATION/JSON",
  "application/problem+json",
  ";",
  "multipart/form-data; boundary=x",
];

/** Some requests have a body although the operation has none. */
const unexpectedBodies: fc.Arbitrary<Body> = usually(
  fc.constant(undefined),
  fc.constantFrom(...invalidJson).map((bytes) => ({ bytes, contentType: "application/json" })),
);

const extraQueries = [
  "x=1",
  "x",
  "__proto__=1",
  "constructor=1",
  "limit=1&limit=2",
  "=",
  "&&",
  "%00=1",
];

const extraHeaders: readonly { readonly [name: string]: string }[] = [
  { accept: "application/xml" },
  { "accept-encoding": "gzip" },
  { "x-forwarded-host": "elsewhere.example" },
  { "x-http-method-override": "DELETE" },
  { "x-long": "h".repeat(12_000) },
  { cookie: "a=b; c" },
  { "x-latin": "\xe9" },
];

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function queryText(query: { readonly [name: string]: Part }, extraQuery: string): string {
  const parts = [...Object.values(query), extraQuery].filter((part) => part);
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
