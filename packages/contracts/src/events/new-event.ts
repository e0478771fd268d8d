import type { EventId, OrderId } from "../ids.ts";
import type { EventVersions } from "./event-versions.ts";

/** What a new event adds to its schema. */
export type NewEvent<Data> = {
  readonly id: EventId;
  readonly time: Date;
  readonly orderId: OrderId;
  /** The span that makes the event. */
  readonly traceparent?: string | undefined;
  readonly data: Data;
};

/** Makes an event of the version that its contract writes: `newEvent(orderPlacedVersions, { id, time, orderId, data })`. */
export function newEvent<Written extends { readonly data: unknown }>(
  { written: { shape } }: Pick<EventVersions<unknown, Written>, "written">,
  { id, time, orderId, traceparent, data }: NewEvent<NoInfer<Written>["data"]>,
): Written {
  return {
    specversion: shape.specversion.value,
    id,
    source: shape.source.value,
    type: shape.type.value,
    dataschema: shape.dataschema.value,
    time: time.toISOString(),
    subject: orderId,
    ...(traceparent && { traceparent }),
    data,
  } as unknown as Written;
}
