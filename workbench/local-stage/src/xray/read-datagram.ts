import { decodeSpans } from "./decode-spans.ts";
import type { Span } from "./span.ts";

/** X-Ray's line before each document. What follows here is OTLP in base64, behind three letters of AWS's own exporter. */
const format = /^\{[^\n]*"format"\s*:\s*"json"[^\n]*\}\n(T1[SU])([A-Za-z0-9+/=]+)$/;

/**
 * The spans of a datagram to X-Ray's daemon in the form of AWS's distribution of OpenTelemetry: OTLP of sampled spans (`T1S`) or of
 * others (`T1U`), which the daemon drops here. X-Ray's own segments are not read.
 * https://github.com/aws-observability/aws-otel-js-instrumentation/tree/main/exporters/aws-distro-opentelemetry-exporter-xray-udp
 *
 * @returns undefined for any other datagram
 */
export function readDatagram(datagram: Buffer): readonly Span[] | undefined {
  const [, prefix, base64 = ""] = format.exec(datagram.toString("latin1")) ?? [];
  if (prefix === undefined) return undefined;
  if (prefix === "T1U") return [];
  try {
    return decodeSpans(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}
