import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { Context } from "aws-lambda";

/** What an operator is answered, and what the log may say of it. */
export type OperatorAnswer<Answer> = { readonly answer: Answer; readonly fields: LogFields };

/**
 * The Lambda handler of what an operator calls with an input. What the work throws fails the invocation, and is the
 * operator's to read; the log has the fields alone.
 */
export function operatorCallHandler<Input, Answer>({
  parse,
  work,
  log,
  metrics,
}: {
  parse: (input: unknown) => Parsed<Input>;
  work: (input: Input) => Promise<OperatorAnswer<Answer>>;
  log: Log;
  metrics: Metrics;
}) {
  return async (event: unknown, context: Context): Promise<Answer> => {
    const fields: LogFields = { requestId: context.awsRequestId };
    try {
      const input = parse(event);
      if (!input.ok) {
        fields.paths = input.errors.map(({ path }) => path);
        const detail = input.errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
        throw new Fault("call.invalid-input", { retry: false, detail });
      }
      const { answer, fields: more } = await work(input.value);
      log.info("call", { ...fields, ...more });
      return answer;
    } catch (thrown) {
      log.error("call", fields, thrown);
      throw thrown;
    } finally {
      metrics.flush();
    }
  };
}
