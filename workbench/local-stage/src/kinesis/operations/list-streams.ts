import type { Operation } from "../../common/operation.ts";
import { readFields, readString } from "../../endpoint/read-fields.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { invalidArgument } from "../kinesis-error.ts";
import { readCount } from "../read-input.ts";
import { streamSummary } from "../stream-description.ts";

export function listStreams({ streams }: KinesisContext): Operation {
  const sorted = streams.all.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    permissions: () => [{ action: "kinesis:ListStreams", resource: "*" }],
    run(input) {
      const fields = readFields(input);
      const limit = readCount(fields, "Limit", { max: 100, more: "capped" }) ?? 100;
      const after = tokenName(fields) ?? readString(fields, "ExclusiveStartStreamName") ?? "";
      const rest = sorted.filter(({ name }) => name > after);
      const page = rest.slice(0, limit);
      const hasMore = rest.length > limit;
      return {
        StreamNames: page.map(({ name }) => name),
        StreamSummaries: page.map(streamSummary),
        HasMoreStreams: hasMore,
        ...(hasMore && { NextToken: Buffer.from(page.at(-1)?.name ?? "").toString("base64") }),
      };
    },
  };

  function tokenName(fields: ReturnType<typeof readFields>): string | undefined {
    const token = readString(fields, "NextToken");
    if (token === undefined) return undefined;
    const name = Buffer.from(token, "base64").toString();
    if (sorted.some((stream) => stream.name === name)) return name;
    throw invalidArgument("NextToken is invalid.");
  }
}
