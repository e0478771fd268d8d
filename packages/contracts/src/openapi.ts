import * as z from "zod";
import { GatewayAnswer, gatewayAnswers, tokenAnswers } from "./gateway-answer.ts";
import {
  commonProblems,
  type HttpOperation,
  httpOperations,
  tokenProblems,
  webhookOperations,
} from "./http-operations.ts";
import { Order } from "./order.ts";
import { OrderList } from "./order-list.ts";
import { PlaceOrder } from "./place-order.ts";
import { Problem, type ProblemSlug, problems, toProblem } from "./problem.ts";
import { Return, ReturnOrder } from "./return-order.ts";

type Json = Record<string, unknown>;

type Refusal = { description: string; content: Json; headers?: Json };

const components = { Order, OrderList, PlaceOrder, Return, ReturnOrder, Problem, GatewayAnswer };
const componentNames = new Map<z.ZodType, string>(
  Object.entries(components).map(([name, schema]) => [schema, name]),
);

/** The HTTP API as an OpenAPI 3.1 document, made from the schemas that parse its requests. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const operation of [...httpOperations, ...webhookOperations]) {
    paths[operation.path] ??= {};
    Object.assign(paths[operation.path] ?? {}, {
      [operation.method.toLowerCase()]: describeOperation(operation),
    });
  }
  return {
    openapi: "3.1.0",
    info: { title: "Stagecraft orders", version: "1.0.0" },
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(components).map(([name, schema]) => [name, jsonSchema(schema)]),
      ),
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

function describeOperation(operation: HttpOperation): Json {
  return {
    operationId: operation.operationId,
    summary: operation.summary,
    security: operation.scope ? [{ token: [operation.scope] }] : [],
    parameters: [
      ...parameters("path", operation.params),
      ...parameters("query", operation.query),
      ...parameters("header", operation.headers),
    ],
    ...(operation.body && {
      requestBody: { required: true, content: { "application/json": content(operation.body) } },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.responses).map(([status, { description, body, headers }]) => [
          status,
          {
            description,
            headers: Object.fromEntries(
              fields(headers).map(({ name, ...header }) => [name, header]),
            ),
            content: { "application/json": content(body) },
          },
        ]),
      ),
      ...refusals(operation),
    },
  };
}

function parameters(location: "path" | "query" | "header", schema?: z.ZodObject): Json[] {
  return fields(schema).map((field) => ({ in: location, ...field }));
}

function fields(schema?: z.ZodObject): { name: string; required: boolean; schema: unknown }[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    required: required.includes(name),
    schema: property,
  }));
}

/** The problems of the function and the API's own responses, with different content types. */
function refusals({ problems: own, scope }: HttpOperation): Json {
  const slugs = [...own, ...(scope ? tokenProblems : []), ...commonProblems];
  const refused = problemResponses(slugs);
  const byApi = { ...gatewayAnswers, ...(scope && tokenAnswers) };
  for (const [status, description] of Object.entries(byApi)) {
    const known = refused[status];
    refused[status] = {
      ...known,
      description: known ? `${known.description}; ${description}` : description,
      content: { ...known?.content, "application/json": content(GatewayAnswer) },
    };
  }
  return refused;
}

/** The problems of one status share a response and differ in `type`. */
function problemResponses(slugs: readonly ProblemSlug[]): Record<string, Refusal> {
  const byStatus = Map.groupBy(slugs, (slug) => problems[slug].status);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((slug) => `${problems[slug].title} (${slug})`).join("; "),
        content: { "application/problem+json": problemContent(ofStatus) },
        ...(status === problems["service-unavailable"].status && { headers: retryAfter }),
      },
    ]),
  );
}

const retryAfter = {
  "Retry-After": {
    required: false,
    description: "Seconds to wait before a retry.",
    schema: { type: "string", pattern: "^\\d+$" },
  },
};

/** A problem of one of these types. */
function problemContent(slugs: readonly ProblemSlug[]): Json {
  const types = slugs.map((slug) => toProblem(slug, "").type);
  return { schema: { ...content(Problem).schema, properties: { type: { enum: types } } } };
}

function content(schema: z.ZodType): { schema: Json } {
  const name = componentNames.get(schema);
  return { schema: name ? { $ref: `#/components/schemas/${name}` } : jsonSchema(schema) };
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
