import type { JsonObject } from "../declarations.ts";
import { escapeHtml } from "./escape-html.ts";
import { schemaHtml } from "./schema-html.ts";

type Schema = JsonObject;
type Content = { readonly [mediaType: string]: { readonly schema: Schema } };
type Parameter = {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
};
type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly { readonly token: readonly string[] }[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: {
    readonly [status: string]: {
      readonly description: string;
      readonly headers?: { readonly [name: string]: { readonly schema: Schema } };
      readonly content?: Content;
    };
  };
};
type OpenApi = {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Schema } };
};

/** The API reference: an OpenAPI document as one self-contained HTML page. */
export function apiPage(document: JsonObject): string {
  const { info, paths, components } = document as unknown as OpenApi;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const names = Object.keys(components.schemas);
  const list = (links: readonly string[]) =>
    `<ul>${links.map((link) => `<li>${link}</li>`).join("\n")}</ul>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)}</title>
<style>${style}</style>
</head>
<body>
<nav>
<h1>${escapeHtml(info.title)}</h1>
<p>Version ${escapeHtml(info.version)}, from <a href="openapi.json">openapi.json</a></p>
${list(operations.map(({ operationId, summary }) => `<a href="#${operationId}">${escapeHtml(summary)}</a>`))}
<h2>Schemas</h2>
${list(names.map((name) => `<a href="#schema-${name}">${name}</a>`))}
</nav>
<main>
${operations.map(operationHtml).join("\n")}
${names.map((name) => `<section id="schema-${name}"><h2>${name}</h2>${schemaHtml(components.schemas[name] ?? {})}</section>`).join("\n")}
</main>
</body>
</html>
`;
}

function operationHtml(
  operation: Operation & { readonly path: string; readonly method: string },
): string {
  const { operationId, summary, method, path, security, parameters, requestBody, responses } =
    operation;
  const scopes = security.flatMap(({ token }) => token);
  return `<section id="${operationId}">
<h2><span class="method">${method.toUpperCase()}</span> <code>${escapeHtml(path)}</code></h2>
<p>${escapeHtml(summary)}. ${scopes.length > 0 ? `Needs a token with <code>${scopes.join(" ")}</code>.` : "Needs no token."}</p>
${parameters.length > 0 ? `<h3>Parameters</h3>${schemaHtml(asObject(parameters))}` : ""}
${requestBody ? `<h3>Body</h3>${contentHtml(requestBody.content)}` : ""}
<h3>Responses</h3>
${Object.entries(responses)
  .map(
    ([status, { description, headers = {}, content = {} }]) =>
      `<details${status < "300" ? " open" : ""}><summary><b>${status}</b> ${escapeHtml(description)}</summary>
${Object.keys(headers).length > 0 ? `<p>Headers</p>${schemaHtml({ type: "object", properties: Object.fromEntries(Object.entries(headers).map(([name, { schema }]) => [name, schema])) })}` : ""}
${contentHtml(content)}</details>`,
  )
  .join("\n")}
</section>`;
}

function contentHtml(content: Content): string {
  return Object.entries(content)
    .map(([mediaType, { schema }]) => `<p><code>${mediaType}</code></p>${schemaHtml(schema)}`)
    .join("\n");
}

function asObject(parameters: readonly Parameter[]): Schema {
  return {
    type: "object",
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(
      parameters.map(({ name, in: location, schema }) => [
        name,
        {
          ...schema,
          description: [`In the ${location}.`, schema.description].filter(Boolean).join(" "),
        },
      ]),
    ),
  };
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 56rem); gap: 2rem; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; box-sizing: border-box; border-right: 1px solid #8886; }
nav h1 { font-size: 1.2rem; } nav h2 { font-size: 1rem; }
nav ul { list-style: none; padding: 0; } nav li { margin: .3rem 0; }
main { padding: 1rem; } section { border-bottom: 1px solid #8886; padding-bottom: 1.5rem; }
h2 { font-size: 1.2rem; } h3 { font-size: 1rem; }
.method { color: #06c; font-family: ui-monospace, monospace; }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } td, th { border-top: 1px solid #8886; padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
details { margin: .4rem 0; } summary { cursor: pointer; } .needed { color: #c30; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } }
`;
