import { SpanKind } from "@opentelemetry/api";
import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { type Deadline, invocationHandler } from "./invocation.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** The answer to the operator, and the fields of the log line. */
export type OperatorAnswer<Answer> = { readonly answer: Answer; readonly fields: LogFields };

/**
 * The Lambda handler of a function that an operator invokes directly. An error fails the invocation, and the operator sees it; the
 * log line has only the fields.
 */
export function operatorCallHandler<Input, Answer>(
  {
    parse,
    work,
  }: {
    parse: (input: unknown) => Parsed<Input>;
    work: (input: Input, deadline: Deadline) => Promise<OperatorAnswer<Answer>>;
  },
  telemetry: Telemetry,
) {
  return invocationHandler<unknown, Answer>(
    {
      message: "call",
      spanOf: () => ({ name: "call", kind: SpanKind.SERVER }),
      async run(event, { deadline, fields }) {
        const input = parse(event);
        if (!input.ok) {
          fields.paths = input.errors.map(({ path }) => path);
          const detail = input.errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
          throw new Fault("call.invalid-input", { retry: false, detail });
        }
        const { answer, fields: more } = await work(input.value, deadline);
        Object.assign(fields, more);
        return answer;
      },
    },
    telemetry,
  );
}
