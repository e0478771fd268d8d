import type { Operation } from "../../common/operation.ts";
import { arnOperation } from "../arn-operation.ts";
import { findExecution } from "../find-execution.ts";
import { pageToken, readPageToken } from "../page-token.ts";
import { readPageSize } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";

const data = new Set(["input", "output", "parameters"].flatMap((name) => [name, `${name}Details`]));

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export function getExecutionHistory(context: StepFunctionsContext): Operation {
  return arnOperation("states:GetExecutionHistory", "executionArn", (arn, fields) => {
    const { id } = findExecution(context, arn);
    const size = readPageSize(fields);
    const reverse = fields.reverseOrder === true;
    const question = `history|${arn}|${reverse}`;
    const first = reverse ? Number.MAX_SAFE_INTEGER : 0;
    const from = readPageToken(fields, question) ?? first;
    const rows = context.store.events(id, from, size + 1, reverse);
    const shown = rows.slice(0, size);
    const withoutData = fields.includeExecutionData === false;
    return {
      events: shown.map(({ event }) =>
        JSON.parse(event, (key, value) => (withoutData && data.has(key) ? undefined : value)),
      ),
      ...(rows.length > size && { nextToken: pageToken(question, shown.at(-1)?.id ?? 0) }),
    };
  });
}
