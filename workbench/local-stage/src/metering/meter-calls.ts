import type { MeteredUnit } from "@stagecraft/cost/usage/metered-unit";
import type { Operation } from "../common/operation.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Meter } from "./meter.ts";

/** One call that was answered. */
export type AnsweredCall = {
  readonly operation: string;
  readonly input: Fields;
  readonly output: Fields;
};

type Operations = { readonly [name: string]: Operation };

/**
 * Operations whose answered calls are counted, on the resource of their first permission. A refused call costs nothing here: AWS
 * documents a price for few of them.
 */
export function meterCalls(
  operations: Operations,
  meter: Meter,
  unit: MeteredUnit,
  amountOf: (call: AnsweredCall) => number,
): Operations {
  const metered = Object.entries(operations).map(([name, operation]): [string, Operation] => [
    name,
    {
      permissions: operation.permissions,
      run(input, call) {
        const answered = (output: unknown) => {
          const [permission] = operation.permissions(input);
          const amount = amountOf({
            operation: name,
            input: input as Fields,
            output: (output ?? {}) as Fields,
          });
          meter.add(permission?.resource ?? name, unit, amount);
          return output;
        };
        const output = operation.run(input, call);
        return output instanceof Promise ? output.then(answered) : answered(output);
      },
    },
  ]);
  return Object.fromEntries(metered);
}
