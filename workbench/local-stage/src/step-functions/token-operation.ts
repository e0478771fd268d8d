import type { Operation } from "../common/operation.ts";
import { type Fields, readFields } from "../endpoint/read-fields.ts";
import type { Thread } from "./engine/execution.ts";
import { isTaskToken } from "./engine/task-token.ts";
import { requireText } from "./read-request.ts";
import type { StepFunctionsContext } from "./step-functions-context.ts";
import { stepFunctionsError } from "./step-functions-error.ts";

/** An operation on the task that waits for a token. These operations have no resource in IAM. */
export function tokenOperation(
  { engine, store }: StepFunctionsContext,
  action: string,
  run: (thread: Thread, fields: Fields) => void,
): Operation {
  return {
    permissions: () => [{ action, resource: "*" }],
    async run(input) {
      const fields = readFields(input);
      const token = requireText(fields, "taskToken", 2_048);
      if (!isTaskToken(token)) throw stepFunctionsError("InvalidToken", "Invalid token");
      const thread = engine.waiting(token);
      if (!thread) {
        throw stepFunctionsError("TaskTimedOut", "Provided task does not exist anymore");
      }
      run(thread, fields);
      await store.flushed();
      return {};
    },
  };
}
