import type { BatchWork } from "../batch.ts";
import type { InvocationContext } from "../invocation.ts";
import type { Telemetry } from "../telemetry.ts";

type BatchHandler<Entry> = (
  event: { readonly Records: readonly Entry[] },
  context: InvocationContext,
) => Promise<{ readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }>;

/**
 * Makes batches of numbers for a trigger's handler: `entryOf` makes the trigger's entry from an identifier and a body. `deliver`
 * returns the identifiers that failed.
 */
export function batchesOf<Entry, Identity>(
  handlerOf: (work: BatchWork<Identity, number>, telemetry: Telemetry) => BatchHandler<Entry>,
  entryOf: (identifier: string, body: string) => Entry,
) {
  return (handle: BatchWork<Identity, number>["handle"]) => {
    const logged: unknown[][] = [];
    const handler = handlerOf(
      {
        parse: (body) =>
          typeof body === "number"
            ? { ok: true, value: body }
            : { ok: false, errors: [{ path: "data", message: "secret" }], schema: "number/7" },
        handle,
      },
      {
        log: {
          info: (...line: unknown[]) => void logged.push(["info", ...line]),
          warn: (...line: unknown[]) => void logged.push(["warn", ...line]),
          error: (...line: unknown[]) => void logged.push(["error", ...line]),
        },
        metrics: { add: () => {}, flush: () => {} },
      },
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
