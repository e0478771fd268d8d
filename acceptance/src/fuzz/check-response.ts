import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { OpenApi, Operation, Schema } from "./open-api.ts";
import type { FuzzResponse } from "./send-request.ts";

/** What is wrong with an answer by the API's document; nothing for most. */
export type ResponseCheck = (operation: Operation, answer: FuzzResponse) => readonly string[];

/** Headers that HTTP and API Gateway put on answers, of which no operation speaks. */
const everywhere = new Set([
  "apigw-requestid",
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "transfer-encoding",
  "www-authenticate",
]);

/** Holds answers against the document. A status of 500 or more is wrong although it is described. */
export function createResponseCheck({ components }: OpenApi): ResponseCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "document", components });
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();

  function mismatches(schema: Schema, value: unknown): string | undefined {
    const validate = compiled.get(schema) ?? ajv.compile(rooted(schema));
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "it" });
  }

  return ({ responses }, { status, headers, body }) => {
    const response = responses[status];
    const failed = status >= 500 ? [`the status ${status}`] : [];
    if (!response) return [...failed, `the status ${status}, which is not described`];
    const type = headers["content-type"]?.split(";")[0] ?? "none";
    const schema = response.content[type]?.schema;
    const wrongBody = !schema
      ? `the content type ${type}, which is not described for ${status}`
      : bodyProblem(body, (value) => mismatches(schema, value));
    const described = response.headers ?? {};
    const wrongHeaders = Object.entries(described).flatMap(([name, { required, schema: of }]) => {
      const value = headers[name.toLowerCase()];
      if (value === undefined) return required ? [`no header ${name}`] : [];
      const wrong = mismatches(of, value);
      return wrong ? [`the header ${name}: ${wrong}`] : [];
    });
    const names = new Set(Object.keys(described).map((name) => name.toLowerCase()));
    const strange = Object.keys(headers)
      .filter((name) => !everywhere.has(name) && !names.has(name))
      .map((name) => `the header ${name}, which is not described for ${status}`);
    return [...failed, ...(wrongBody ? [wrongBody] : []), ...wrongHeaders, ...strange];
  };
}

function bodyProblem(body: string, mismatch: (value: unknown) => string | undefined) {
  try {
    const wrong = mismatch(JSON.parse(body));
    return wrong && `a body that does not match: ${wrong}`;
  } catch {
    return "a body that is no JSON";
  }
}

/** References lead into the document, wherever they stand. */
function rooted(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
}
