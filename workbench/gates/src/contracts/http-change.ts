import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import type { Content, OpenApi, Operation } from "./declarations.ts";
import type { JsonSchema } from "./schema/json-schema.ts";
import type { Rejection } from "./schema/rejection.ts";
import { rejections } from "./schema/rejections.ts";

/** Two OpenAPI documents: that of the sender of a message, and that of its reader. */
type Sides = { readonly reader: OpenApi; readonly writer: OpenApi };

/** Changes of the HTTP API that break callers that were written for the released document. */
export function httpChange({ declared, released }: ContractFacts): readonly Finding[] {
  const before = released.openApi;
  const today = declared.openApi;
  if (!before) return [];
  const keepsAnswers = new Set(
    declared.contracts.flatMap(({ via, idempotency }) =>
      via.kind === "http" && idempotency.by === "transaction" ? [via.route] : [],
    ),
  );
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, known]): readonly Finding[] => {
      const route = `${method.toUpperCase()} ${path}`;
      const now = today.paths[path]?.[method];
      if (!now)
        return [
          finding(
            route,
            "A caller of the released operation would get an error: it no longer exists.",
          ),
        ];
      const asked = requestRejections({ now, known }, { reader: today, writer: before });
      const answered = responseRejections(now, known, { reader: before, writer: today });
      const repeated = keepsAnswers.has(route)
        ? responseRejections(known, now, { reader: today, writer: before }).filter(
            (rejection) => !rejection.because.startsWith(newStatus),
          )
        : [];
      return [
        ...some(route, "It would refuse requests that the released document allows:", asked),
        ...some(
          route,
          "A caller written for the released document would not understand its response:",
          answered,
        ),
        ...some(
          route,
          "A caller that repeats a key gets the stored response, which does not match the current document:",
          repeated,
        ),
      ];
    }),
  );
}

/** What the current operation would refuse of a request for the released one. */
function requestRejections(
  { now, known }: { readonly now: Operation; readonly known: Operation },
  sides: Sides,
): readonly Rejection[] {
  const parameters = (now.parameters ?? []).flatMap((parameter): readonly Rejection[] => {
    const path = `${parameter.in} ${parameter.name}`;
    const before = known.parameters?.find(
      (one) => one.in === parameter.in && one.name === parameter.name,
    );
    if (parameter.required && !before?.required) {
      return [{ path, because: `must be there, and ${before ? "may be" : "is"} left out` }];
    }
    return before ? between(parameter.schema, before.schema, sides, path) : [];
  });
  const removed = (known.parameters ?? [])
    .filter((one) => one.in === "query")
    .filter(
      (one) =>
        !now.parameters?.some(({ in: place, name }) => place === one.in && name === one.name),
    )
    .map(({ name }) => ({ path: `query ${name}`, because: "is no longer known" }));
  const scopes = scopesOf(now).filter((scope) => !scopesOf(known).includes(scope));
  return [
    ...parameters,
    ...removed,
    ...scopes.map((scope) => ({
      path: "token",
      because: `must allow ${scope}, which was not required before`,
    })),
    ...(now.requestBody?.required && !known.requestBody
      ? [{ path: "body", because: "must be there, and is left out" }]
      : []),
    ...contentRejections(now.requestBody?.content, known.requestBody?.content, sides, "body"),
  ];
}

const newStatus = "the success status";

/** What a reader of one document would refuse of the responses of another. */
function responseRejections(
  writer: Operation,
  reader: Operation,
  sides: Sides,
): readonly Rejection[] {
  return Object.entries(writer.responses ?? {}).flatMap(
    ([status, written]): readonly Rejection[] => {
      const read = reader.responses?.[status];
      if (!read) {
        // Callers have to expect errors of any status.
        return status.startsWith("2")
          ? [{ path: "response", because: `${newStatus} ${status} is not known` }]
          : [];
      }
      const headers = Object.entries(read.headers ?? {})
        .filter(([name, { required }]) => required && !written.headers?.[name]?.required)
        .map(([name]) => ({
          path: `${status} header ${name}`,
          because: "must be there, and may be left out",
        }));
      return [...headers, ...contentRejections(read.content, written.content, sides, status)];
    },
  );
}

function contentRejections(
  reader: Content | undefined,
  writer: Content | undefined,
  sides: Sides,
  path: string,
): readonly Rejection[] {
  return Object.entries(writer ?? {}).flatMap(([mediaType, { schema }]) => {
    const read = reader?.[mediaType];
    if (!read) return [{ path, because: `may be ${mediaType}, which is not known` }];
    return between(read.schema, schema, sides, path);
  });
}

function between(
  reader: JsonSchema | undefined,
  writer: JsonSchema | undefined,
  sides: Sides,
  path: string,
): readonly Rejection[] {
  return rejections(
    { schema: reader ?? true, root: sides.reader },
    { schema: writer ?? true, root: sides.writer },
  ).map((one) => ({ ...one, path: one.path ? `${path} ${one.path}` : path }));
}

function scopesOf({ security = [] }: Operation): readonly string[] {
  return security.flatMap((of) => Object.values(of).flat());
}

function some(route: string, what: string, all: readonly Rejection[]): readonly Finding[] {
  if (all.length === 0) return [];
  return [
    finding(route, [what, ...all.map(({ path, because }) => `  ${path} ${because}`)].join("\n")),
  ];
}

function finding(resource: string, message: string): Finding {
  return {
    rule: "contracts/http-change",
    severity: "error",
    resource,
    message,
    fix: "Keep accepting the released requests and giving the released responses: make new request fields optional, and add new response fields to the old ones. For any other change add a new path, and keep the old one until it has no callers.",
  };
}
