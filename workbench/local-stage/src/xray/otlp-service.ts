import { gunzipSync } from "node:zlib";
import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { decodeSpans } from "./decode-spans.ts";
import type { Span } from "./span.ts";

const protobuf = "application/x-protobuf";

/** What an answer without rejected spans is: an empty `ExportTraceServiceResponse`. */
const accepted = "";

/**
 * X-Ray's OTLP endpoint for traces, for processes without Lambda's daemon: protobuf, with or without gzip. OTLP in JSON and X-Ray's
 * own API are not served.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
export function otlpService(write: (spans: readonly Span[]) => void): AwsService {
  const putSpans: Operation<readonly Span[], undefined> = {
    permissions: () => [{ action: "xray:PutTraceSegments", resource: "*" }],
    async run(spans) {
      write(spans);
      return undefined;
    },
  };
  return {
    name: "X-Ray",
    endpointName: "xray",
    operations: { "POST /v1/traces": putSpans as Operation },
    read({ method, path, headers, body }) {
      const operation = `${method} ${path}`;
      if (operation !== "POST /v1/traces") return { operation, input: undefined };
      const type = String(headers["content-type"] ?? "").split(";")[0];
      if (type !== protobuf) throw notImplemented(`OTLP as ${type || "no type"}`);
      return { operation, input: spansIn(body, headers["content-encoding"] === "gzip") };
    },
    write: () => ({ status: 200, headers: { "content-type": protobuf }, body: accepted }),
    refuse: ({ status, code, message }) => ({
      status,
      headers: { "content-type": "application/json", "x-amzn-errortype": code },
      body: JSON.stringify({ message }),
    }),
  };
}

function spansIn(body: Buffer, isZipped: boolean): readonly Span[] {
  try {
    return decodeSpans(isZipped ? gunzipSync(body) : body);
  } catch {
    throw new AwsError("ValidationException", "The body is no ExportTraceServiceRequest.");
  }
}
