import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Account } from "../common/account.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import { jsonService } from "../endpoint/json-protocol.ts";
import { type Fields, readFields, readInteger, readString } from "../endpoint/read-fields.ts";
import { logsDirectory } from "../lambda/local-lambda.ts";
import type { LogLine } from "../logs/log-line.ts";
import { spansFile, spansLogGroup } from "../xray/span-log.ts";
import { describeLogGroups, type LocalLogGroup } from "./describe-log-groups.ts";
import { compileFilterPattern } from "./filter-pattern.ts";
import { readPage } from "./read-page.ts";

const maximumEvents = 10_000;

type WrittenLine = Omit<LogLine, "functionName">;

/** A line with the id of its event, which is the same in every search. */
type FoundLine = WrittenLine & { readonly eventId: string };

/**
 * CloudWatch Logs, as far as it is implemented: `DescribeLogGroups`, and `FilterLogEvents` over the logs of functions and the spans,
 * which the stage keeps in its folder, `directory`.
 *
 * @param declared the log groups of the program
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function logsService(
  functions: readonly FunctionDefinition[],
  declared: readonly LocalLogGroup[],
  { directory, region, accountId }: Account & { readonly directory: string },
): AwsService {
  // Lambda makes a function's log group, and X-Ray that of the spans, when there is none.
  const madeByAws = [...functions.map(({ logging }) => logging.logGroup), spansLogGroup];
  const groups = new Map(
    [...madeByAws.map((name): LocalLogGroup => ({ name })), ...declared].map((group) => [
      group.name,
      group,
    ]),
  );
  const filterLogEvents: Operation = {
    permissions(input) {
      const group = readGroup(readFields(input));
      const resource = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:`;
      return [{ action: "logs:FilterLogEvents", resource }];
    },
    async run(input) {
      const fields = readFields(input);
      const group = readGroup(fields);
      if (!groups.has(group)) {
        const message = "The specified log group does not exist.";
        throw new AwsError("ResourceNotFoundException", message);
      }
      const matches = matcherOf(fields);
      const found = await Promise.all(
        filesOf(group).map((file, index) => linesOf(file, index, matches)),
      );
      const events = found.flat().toSorted((a, b) => a.timestampMs - b.timestampMs);
      const { from, end } = readPage(fields, maximumEvents);
      return {
        events: events.slice(from, end).map(({ timestampMs, logStream, line, eventId }) => ({
          logStreamName: logStream,
          message: line,
          timestamp: timestampMs,
          ingestionTime: timestampMs,
          eventId,
        })),
        searchedLogStreams: [],
        ...(end < events.length && { nextToken: String(end) }),
      };
    },
  };
  return jsonService("CloudWatch Logs", "logs", {
    DescribeLogGroups: describeLogGroups([...groups.values()], { region, accountId }),
    FilterLogEvents: filterLogEvents,
  });

  function filesOf(group: string): readonly string[] {
    if (group === spansLogGroup) return [spansFile(directory)];
    return functions
      .filter(({ logging }) => logging.logGroup === group)
      .map(({ logicalName }) => join(logsDirectory(directory), `${logicalName}.jsonl`));
  }
}

function matcherOf(fields: Fields): (line: WrittenLine) => boolean {
  const fromMs = readInteger(fields, "startTime") ?? 0;
  const toMs = readInteger(fields, "endTime") ?? Number.POSITIVE_INFINITY;
  const matches = compileFilterPattern(readString(fields, "filterPattern") ?? "");
  return ({ timestampMs, line }) => timestampMs >= fromMs && timestampMs <= toMs && matches(line);
}

async function linesOf(
  file: string,
  fileIndex: number,
  matches: (line: WrittenLine) => boolean,
): Promise<readonly FoundLine[]> {
  if (!existsSync(file)) return [];
  const found: FoundLine[] = [];
  let position = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = parsed(text);
    if (line && matches(line)) {
      const eventId = `${fileIndex}${String(position).padStart(15, "0")}`.padStart(56, "0");
      found.push({ ...line, eventId });
    }
    position += 1;
  }
  return found;
}

/** The last line may not be written completely. */
function parsed(text: string): WrittenLine | undefined {
  try {
    return JSON.parse(text) as WrittenLine;
  } catch {
    return undefined;
  }
}

function readGroup(fields: Fields): string {
  const group = readString(fields, "logGroupName");
  if (group) return group;
  const message = "Exactly one of logGroupName and logGroupIdentifier is needed.";
  throw new AwsError("InvalidParameterException", message);
}
