import type { BatchWork, FailedBatchItem, ItemOutcome } from "../batch.ts";
import type { InvocationContext } from "../invocation.ts";
import type { Telemetry } from "../telemetry.ts";
import { fakeTelemetry } from "./fake-telemetry.ts";

type BatchHandler<Entry> = (
  event: { readonly Records: readonly Entry[] },
  context: InvocationContext,
) => Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }>;

type Item<Identity> = Identity & { readonly value: number };

/** One of the two forms of a batch's work. */
type Handling<Identity> =
  | { handleEach(item: Item<Identity>): Promise<ItemOutcome> }
  | { handleAll(items: readonly Item<Identity>[]): Promise<readonly FailedBatchItem<Identity>[]> };

/**
 * Makes batches of numbers for a trigger's handler: `entryOf` makes the trigger's entry from an identifier and a body. `deliver`
 * returns the identifiers that failed.
 */
export function batchesOf<Entry, Identity>(
  handlerOf: (work: BatchWork<Identity, number>, telemetry: Telemetry) => BatchHandler<Entry>,
  entryOf: (identifier: string, body: string) => Entry,
) {
  return (handling: Handling<Identity>) => {
    const { logged, ...telemetry } = fakeTelemetry();
    const handler = handlerOf(
      {
        parse: (body) =>
          typeof body === "number"
            ? { ok: true, value: body }
            : { ok: false, errors: [{ path: "data", message: "secret" }], schema: "number/7" },
        about: (value) => ({ fields: { orderId: `order ${value}` } }),
        ...handling,
      },
      telemetry,
    );
    const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 5_000 };
    const deliver = async (...bodies: string[]) => {
      const Records = bodies.map((body, index) => entryOf(String(index), body));
      const { batchItemFailures } = await handler({ Records }, context);
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    };
    return { deliver, logged };
  };
}
