import type { EventId, OrderId } from "../ids.ts";
import type { CloudEventSchema } from "./cloud-event.ts";

/** What a new event adds to its schema. */
export type NewEvent<Data> = {
  readonly id: EventId;
  readonly time: Date;
  readonly orderId: OrderId;
  readonly data: Data;
};

/**
 * Makes an event of that schema: type, source and version are the schema's. Publish only schemas that a contract writes;
 * contracts.test.ts checks that there are no others.
 */
export function newEvent<Event extends { readonly data: unknown }>(
  { shape }: CloudEventSchema<Event>,
  { id, time, orderId, data }: NewEvent<NoInfer<Event>["data"]>,
): Event {
  return {
    specversion: shape.specversion.value,
    id,
    source: shape.source.value,
    type: shape.type.value,
    dataschema: shape.dataschema.value,
    time: time.toISOString(),
    subject: orderId,
    data,
  } as unknown as Event;
}
