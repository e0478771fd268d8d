import { SpanKind, trace } from "@opentelemetry/api";
import { inSpan } from "@stagecraft/observability/tracing/in-span";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { PoolClient, QueryConfig, QueryResult } from "pg";

/**
 * The client, whose statements are spans within a recorded one. Statements have placeholders, so that a span has no value. The
 * server sees the span in a comment, by which a slow statement in its log or in pg_stat_activity leads to the trace.
 */
export function traceStatements(client: PoolClient): PoolClient {
  function query(statement: QueryConfig, values?: unknown[]): Promise<QueryResult> {
    if (!trace.getActiveSpan()?.isRecording()) return client.query(statement, values);
    const attributes = { "db.system.name": "postgresql", "db.query.text": statement.text };
    return inSpan(spanName(statement.text), { kind: SpanKind.CLIENT, attributes }, () =>
      client.query({ ...statement, text: withComment(statement.text) }, values),
    );
  }
  return Object.create(client, { query: { value: query } });
}

/** `select orders`: https://opentelemetry.io/docs/specs/semconv/database/database-spans/#name */
function spanName(text: string): string {
  const [operation = "statement"] = /\w+/.exec(text) ?? [];
  const [, table] = /\b(?:from|into|update)\s+"?(\w+)/i.exec(text) ?? [];
  return [operation.toLowerCase(), table].filter(Boolean).join(" ");
}

/** https://google.github.io/sqlcommenter/spec/ */
function withComment(text: string): string {
  const traceparent = activeTraceparent();
  return traceparent ? `${text} /*traceparent='${traceparent}'*/` : text;
}
