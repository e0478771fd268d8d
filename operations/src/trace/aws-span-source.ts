import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Span } from "@stagecraft/local-stage/xray/span";
import { spansLogGroup } from "@stagecraft/local-stage/xray/span-log";
import { anyTermPatterns } from "../logs/any-term-patterns.ts";
import type { SpanSource } from "./span-source.ts";

/**
 * The spans of the account, in the log group of CloudWatch's Transaction Search.
 *
 * @param sinceMs how far back it searches: CloudWatch reads every span since then
 */
export function awsSpanSource(logs: CloudWatchLogsClient, sinceMs: number): SpanSource {
  return {
    async find(texts) {
      const found = new Map<string, Span>();
      for (const filterPattern of anyTermPatterns(texts)) {
        const query = { logGroupName: spansLogGroup, filterPattern, startTime: sinceMs };
        for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query)) {
          for (const { message = "" } of events) {
            const span: Span = JSON.parse(message);
            found.set(span.spanId, span);
          }
        }
      }
      return [...found.values()];
    },
  };
}
