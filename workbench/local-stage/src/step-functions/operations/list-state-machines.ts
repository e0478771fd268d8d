import type { Operation } from "../../common/operation.ts";
import { readFields } from "../../endpoint/read-fields.ts";
import { pageToken, readPageToken } from "../page-token.ts";
import { readPageSize } from "../read-request.ts";
import type { StepFunctionsContext } from "../step-functions-context.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function listStateMachines({ machines }: StepFunctionsContext): Operation {
  return {
    permissions: () => [{ action: "states:ListStateMachines", resource: "*" }],
    run(input) {
      const fields = readFields(input);
      const size = readPageSize(fields);
      const from = readPageToken(fields, "machines") ?? 0;
      const sorted = [...machines.values()].sort((a, b) =>
        a.definition.name < b.definition.name ? -1 : 1,
      );
      const next = from + size;
      return {
        stateMachines: sorted.slice(from, next).map(({ definition, createdAtMs }) => ({
          stateMachineArn: definition.arn,
          name: definition.name,
          type: definition.type,
          creationDate: createdAtMs / 1_000,
        })),
        ...(next < sorted.length && { nextToken: pageToken("machines", next) }),
      };
    },
  };
}
