import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLineFile } from "../common/line-file.ts";
import type { Span } from "./span.ts";

/** Where X-Ray puts spans: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Transaction-Search-ingesting-span-log-groups.html */
export const spansLogGroup = "aws/spans";

/** The file of the log group's lines in the stage's folder. */
export const spansFile = (stageDirectory: string) => join(stageDirectory, "aws-spans.jsonl");

/** Writes spans to the log group. */
export type SpanLog = { write(spans: readonly Span[]): void; close(): void };

export function openSpanLog(stageDirectory: string, failed: (error: Error) => void): SpanLog {
  const path = spansFile(stageDirectory);
  mkdirSync(dirname(path), { recursive: true });
  const file = openLineFile(path, failed);
  return {
    write(spans) {
      for (const span of spans) {
        const timestampMs = Math.floor(span.endTimeUnixNano / 1e6);
        const line = JSON.stringify(span);
        file.write(JSON.stringify({ timestampMs, logStream: "default", line }));
      }
    },
    close: file.close,
  };
}
