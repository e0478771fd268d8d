import * as z from "zod";
import { EventId, OrderId } from "../ids.ts";

/** What the `dataschema` of every event begins with; the event's type and version follow. */
export const eventSchemas = "https://stagecraft.dev/schemas/";

/**
 * The schema of one version of an event: the attributes of CloudEvents around its data. `subject` is the order that it
 * is about. https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
 */
export function cloudEvent<
  const Type extends string,
  const Source extends string,
  const Version extends number,
  Data extends z.ZodType,
>({
  type,
  source,
  version,
  data,
}: {
  /** Of all versions: `order.placed`. */
  readonly type: Type;
  readonly source: Source;
  readonly version: Version;
  readonly data: Data;
}) {
  return z.object({
    specversion: z.literal("1.0"),
    id: EventId,
    source: z.literal(source),
    type: z.literal(type),
    dataschema: z.literal(`${eventSchemas}${type}/${version}` as const),
    time: z.iso.datetime(),
    subject: OrderId,
    data,
  });
}

/** The schema of some version of some event. */
export type CloudEventSchema<Event = unknown> = z.ZodType<Event> &
  Pick<ReturnType<typeof cloudEvent>, "shape">;
