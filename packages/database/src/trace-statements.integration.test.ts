import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { recordSpans, sampled, unsampled } from "@stagecraft/observability/testing/record-spans";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { writeTraceparent } from "@stagecraft/observability/tracing/traceparent";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "./connection.ts";
import { createTestDatabase } from "./testing/test-database.ts";

/** The statement as the server sees it. */
async function currentStatement(database: Database): Promise<string> {
  const { rows } = await database.run((db) =>
    db.execute<{ query: string }>(
      sql`select current_query() as query from pg_roles
          where rolname = current_user and ${"secret"} <> ''`,
    ),
  );
  return rows[0]?.query ?? "";
}

test("a statement is a span with placeholders, and the server sees the span in a comment", async () => {
  const database = (await createTestDatabase()).connect();
  const ended = recordSpans();
  const seen = await inSpan("invocation", {}, () => currentStatement(database), sampled);
  const [statement, invocation] = ended;
  expect(statement).toMatchObject({
    name: "select pg_roles",
    kind: SpanKind.CLIENT,
    parentSpanContext: invocation?.spanContext(),
  });
  // https://opentelemetry.io/docs/specs/semconv/database/postgresql/
  const text = statement?.attributes["db.query.text"];
  expect(statement?.attributes).toEqual({ "db.system.name": "postgresql", "db.query.text": text });
  expect(text).toMatch(/^select current_query\(\).* and \$1 <> ''$/s);
  // https://google.github.io/sqlcommenter/spec/
  const traceparent = statement && writeTraceparent(statement.spanContext());
  expect(seen).toBe(`${text} /*traceparent='${traceparent}'*/`);
});

test.each([
  ["that is not sampled", unsampled],
  ["outside an invocation", undefined],
])("a statement %s has neither span nor comment", async (_, within) => {
  const database = (await createTestDatabase()).connect();
  const ended = recordSpans();
  const seen = within
    ? await inSpan("invocation", {}, () => currentStatement(database), within)
    : await currentStatement(database);
  expect(seen).toMatch(/<> ''$/);
  expect(ended).toEqual([]);
});

test("each statement of a transaction is a span, and a failed one has no value", async () => {
  const database = (await createTestDatabase()).connect();
  const ended = recordSpans();
  const failing = inSpan(
    "invocation",
    {},
    () => database.transaction((db) => db.execute(sql`select ${"secret"}::text::int`)),
    sampled,
  );
  await expect(failing).rejects.toMatchObject({ code: "database.22P02" });
  expect(ended.map(({ name }) => name)).toEqual(["begin", "select", "rollback", "invocation"]);
  const [, select] = ended;
  expect(select?.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(select?.attributes["error.type"]).toBe("22P02");
  expect(JSON.stringify(ended.map(({ attributes, events }) => [attributes, events]))).not.toContain(
    "secret",
  );
});
