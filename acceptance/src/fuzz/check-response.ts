import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { OpenApi, Operation, Schema } from "./open-api.ts";
import type { FuzzResponse } from "./send-request.ts";

/** Compares a response with the API's document and returns the differences. */
export type ResponseCheck = (operation: Operation, response: FuzzResponse) => readonly string[];

/** Headers of HTTP and API Gateway, which no operation documents. */
const commonHeaders = new Set([
  "apigw-requestid",
  "connection",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "transfer-encoding",
  "www-authenticate",
]);

/** Makes a check of responses against the document. A status of 500 or more is always a problem, even if it is documented. */
export function createResponseCheck({ components }: OpenApi): ResponseCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "document", components });
  const compiled = new Map<Schema, ReturnType<typeof ajv.compile>>();

  function mismatch(schema: Schema, value: unknown, name: string): string | undefined {
    const validate = compiled.get(schema) ?? ajv.compile(withDocumentReferences(schema));
    compiled.set(schema, validate);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: name });
  }

  return ({ responses }, { status, headers, body }) => {
    const response = responses[status];
    const serverError = status >= 500 ? [`the status ${status}`] : [];
    if (!response) return [...serverError, `the undocumented status ${status}`];
    const type = headers["content-type"]?.split(";")[0] ?? "none";
    const schema = response.content[type]?.schema;
    const wrongBody = !schema
      ? `the undocumented content type ${type} for ${status}`
      : bodyProblem(body, (value) => mismatch(schema, value, "body"));
    const documented = response.headers ?? {};
    const wrongHeaders = Object.entries(documented).flatMap(([name, header]) => {
      const value = headers[name.toLowerCase()];
      if (value === undefined) return header.required ? [`no header ${name}`] : [];
      const wrong = mismatch(header.schema, value, "value");
      return wrong ? [`the header ${name}: ${wrong}`] : [];
    });
    const names = new Set(Object.keys(documented).map((name) => name.toLowerCase()));
    const undocumented = Object.keys(headers)
      .filter((name) => !commonHeaders.has(name) && !names.has(name))
      .map((name) => `the undocumented header ${name} for ${status}`);
    return [...serverError, ...(wrongBody ? [wrongBody] : []), ...wrongHeaders, ...undocumented];
  };
}

function bodyProblem(body: string, mismatch: (value: unknown) => string | undefined) {
  try {
    const wrong = mismatch(JSON.parse(body));
    return wrong && `a body that does not match the schema: ${wrong}`;
  } catch {
    return "a body that is not JSON";
  }
}

/** Resolves references against the whole document. */
function withDocumentReferences(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/'));
}
