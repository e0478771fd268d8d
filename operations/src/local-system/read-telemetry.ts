import { existsSync } from "node:fs";
import { join } from "node:path";
import { declaredPersonalPaths } from "@stagecraft/contracts/personal/declared-personal-paths";
import { isNamedLike } from "@stagecraft/contracts/personal/is-named-like";
import { personalNames } from "@stagecraft/contracts/personal/personal-names";
import type { TelemetrySeen } from "@stagecraft/gates/evidence";
import { followLogs } from "@stagecraft/local-stage/logs/follow-logs";
import type { LogLine } from "@stagecraft/local-stage/logs/log-line";
import {
  isLogRecord,
  type LogRecord,
  readLogRecord,
} from "@stagecraft/local-stage/logs/log-record";
import { readLoggedError } from "@stagecraft/local-stage/logs/logged-error";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { localSpanSource } from "../trace/local-span-source.ts";

/** Anything that looks like one. */
const emailAddress = /[\w.+-]+@[\w-]+\.[\w.]+/;

/** Reasons of refused input: there is no error, and nobody's code is wrong. */
const refusal = /^invalid-|^unknown-|^not-sent$|^gap$/;

/**
 * Reads what the functions of a stopped stage wrote about themselves.
 *
 * @param personalValues what the customers sent that their functions must not write, such as the customers' ids
 */
export async function readTelemetry(
  stateDirectory: string,
  personalValues: ReadonlySet<string>,
): Promise<TelemetrySeen> {
  const lines = await linesOf(join(stateDirectory, "logs"));
  const spans = await localSpanSource(stateDirectory).find([""]);
  const records = lines.flatMap(({ functionName, line }) => {
    const record = readLogRecord(line);
    return record ? [{ functionName, record }] : [];
  });
  const valueIn = searchFor(personalValues);
  const personalFields = personalNames(declaredPersonalPaths());
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return {
    metrics: records.flatMap(({ functionName, record }) => metricsIn(functionName, record)),
    causes: spans.flatMap((span) => causesOf(span, byId)),
    uncaused: spans
      .filter(({ kind, links = [] }) => kind === "PRODUCER" && links.length === 0)
      .map((span) => ({ functionName: serviceOf(span), span: span.name })),
    failuresWithoutError: records.flatMap(({ functionName, record }) => {
      const reason = String(record.reason ?? "");
      if (record.level !== "ERROR" && record.level !== "WARN") return [];
      if (readLoggedError(record.fault) || readLoggedError(record.message)) return [];
      if (record.level === "WARN" && refusal.test(reason)) return [];
      return [{ functionName, message: String(record.message), reason }];
    }),
    personalData: [
      ...lines.flatMap(({ functionName, line }) =>
        personalIn(functionName, line.includes('\\"_aws\\"') ? "metric" : "log", line),
      ),
      ...spans.flatMap((span) => personalIn(serviceOf(span), "span", JSON.stringify(span))),
      ...records.flatMap(({ functionName, record }) =>
        [
          ...Object.keys(record).map((name) => ["log", name] as const),
          ...metricsIn(functionName, record).flatMap(({ dimensions }) =>
            dimensions.map((name) => ["metric", name] as const),
          ),
        ].flatMap(([sink, name]) => namedPersonal(functionName, sink, name)),
      ),
      ...spans.flatMap((span) =>
        Object.keys(span.attributes).flatMap((name) =>
          namedPersonal(serviceOf(span), "span", name),
        ),
      ),
    ],
  };

  function personalIn(functionName: string, sink: string, text: string) {
    const [email] = emailAddress.exec(text) ?? [];
    const value = valueIn(text);
    return [
      ...(email ? [{ what: "an e-mail address", data: email }] : []),
      ...(value ? [{ what: "a customer's id or text", data: value }] : []),
    ].map(({ what, data }) => ({ functionName, sink, what, example: exampleOf(text, data) }));
  }

  function namedPersonal(functionName: string, sink: string, name: string) {
    const field = personalFields.find((each) => isNamedLike(name, each));
    if (!field) return [];
    return [
      { functionName, sink, what: `a field with the name of the personal ${field}`, example: name },
    ];
  }
}

/** A search for any of the values, each as a whole, in a text that may be JSON within JSON. */
function searchFor(values: ReadonlySet<string>): (text: string) => string | undefined {
  const isWord = (value: string) => /^[\w.@|+-]+$/.test(value);
  const others = [...values].filter((value) => !isWord(value));
  return (text) => {
    const words = text.replaceAll(/\\+[nrt"]/g, " ").match(/[\w.@|+-]+/g) ?? [];
    return words.find((word) => values.has(word)) ?? others.find((value) => text.includes(value));
  };
}

async function linesOf(directory: string): Promise<readonly LogLine[]> {
  if (!existsSync(directory)) return [];
  const all: LogLine[] = [];
  for await (const lines of followLogs({ directory })) all.push(...lines);
  return all;
}

type Directive = {
  readonly Metrics?: readonly { readonly Name: string; readonly Unit?: string }[];
  readonly Dimensions?: readonly (readonly string[])[];
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function metricsIn(functionName: string, { _aws }: LogRecord): TelemetrySeen["metrics"] {
  const directives =
    isLogRecord(_aws) && Array.isArray(_aws.CloudWatchMetrics) ? _aws.CloudWatchMetrics : [];
  return (directives as Directive[]).flatMap(({ Metrics = [], Dimensions = [] }) =>
    Metrics.map(({ Name, Unit = "None" }) => ({
      functionName,
      name: Name,
      unit: Unit,
      dimensions: Dimensions.flat(),
    })),
  );
}

function causesOf(span: Span, byId: ReadonlyMap<string, Span>): TelemetrySeen["causes"] {
  return (span.links ?? []).flatMap(({ spanId }) => {
    const cause = byId.get(spanId);
    return cause ? [{ functionName: serviceOf(span), cause: serviceOf(cause) }] : [];
  });
}

function serviceOf({ resource }: Span): string {
  return String(resource.attributes["service.name"]);
}

/** Some of the text around the data, without the data. */
function exampleOf(text: string, data: string): string {
  const at = text.indexOf(data);
  return text.slice(Math.max(0, at - 60), at + data.length + 20).replaceAll(data, "…");
}
