import type { JsonObject } from "../declarations.ts";
import { escapeHtml } from "./escape-html.ts";

/** A JSON Schema as HTML: an object's fields in a table, any other schema in a line. */
export function schemaHtml(schema: JsonObject): string {
  const rows = rowsOf(schema, "");
  if (rows.length === 0) return `<p>${typeHtml(schema)}</p>`;
  return `<table><tr><th>Field</th><th>Type</th><th>Meaning</th></tr>${rows.join("\n")}</table>`;
}

/** A row for each field, with those of nested objects and lists. */
function rowsOf(schema: JsonObject, prefix: string): readonly string[] {
  if (schema.type === "array")
    return rowsOf(objectOf(schema.items), `${prefix}[].`.replace(".[]", "[]"));
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(objectOf(schema.properties)).flatMap(([name, property]) => {
    const of = objectOf(property);
    const mark = required.includes(name) ? ' <span class="needed" title="required">*</span>' : "";
    return [
      `<tr><td><code>${escapeHtml(prefix + name)}</code>${mark}</td><td>${typeHtml(of)}</td><td>${escapeHtml(String(of.description ?? ""))}</td></tr>`,
      ...rowsOf(of, `${prefix}${name}.`),
    ];
  });
}

function typeHtml(schema: JsonObject): string {
  const { $ref, anyOf, oneOf, enum: values, const: value, type, items, ...rest } = schema;
  if (typeof $ref === "string") {
    const name = $ref.split("/").at(-1) ?? "";
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (Array.isArray(type))
    return type.map((one) => typeHtml({ ...schema, type: one })).join(" or ");
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return choices.map(typeHtml).join(" or ");
  if (Array.isArray(values))
    return values.map((one) => `<code>${escapeHtml(String(one))}</code>`).join(" ");
  if (value !== undefined) return `<code>${escapeHtml(String(value))}</code>`;
  if (type === "array") return `list of ${typeHtml(objectOf(items))}`;
  return [
    escapeHtml(String(type ?? "anything")),
    ...limits.flatMap(([key, text]) => limitHtml(rest[key], text)),
  ].join(", ");
}

const limits = [
  ["format", ""],
  ["minLength", "at least "],
  ["maxLength", "at most "],
  ["minimum", "at least "],
  ["exclusiveMinimum", "more than "],
  ["maximum", "at most "],
  ["pattern", ""],
  ["default", "default "],
] as const;

/** The limits that zod writes for every integer. */
const isNoLimit = (value: unknown) => Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;

function limitHtml(value: unknown, text: string): readonly string[] {
  if (value === undefined || isNoLimit(value)) return [];
  return [`${text}<code>${escapeHtml(String(value))}</code>`];
}

function objectOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null ? (value as JsonObject) : {};
}
