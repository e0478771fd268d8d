import * as z from "zod";
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
import { Problem, type ProblemSlug, problems } from "./problem.ts";
import { Return, ReturnOrder } from "./return-order.ts";

type Json = Record<string, unknown>;

const components = { Order, OrderList, PlaceOrder, Return, ReturnOrder, Problem };
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
      ...problemResponses([
        ...operation.problems,
        ...(operation.scope ? tokenProblems : []),
        ...commonProblems,
      ]),
    },
  };
}

function parameters(place: "path" | "query" | "header", schema?: z.ZodObject): Json[] {
  return fields(schema).map((field) => ({ in: place, ...field }));
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

/** The problems of one status share a response, which tells them apart by their titles. */
function problemResponses(slugs: readonly ProblemSlug[]): Json {
  const responses: Record<string, Json> = {};
  for (const slug of slugs) {
    const { status, title } = problems[slug];
    const known = responses[status]?.description;
    responses[status] = {
      description: `${known ? `${known}; ` : ""}${title} (${slug})`,
      content: { "application/problem+json": content(Problem) },
    };
  }
  return responses;
}

function content(schema: z.ZodType): Json {
  const name = componentNames.get(schema);
  return { schema: name ? { $ref: `#/components/schemas/${name}` } : jsonSchema(schema) };
}

function jsonSchema(schema: z.ZodType) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
