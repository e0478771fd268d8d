import * as z from "zod";
import { EventId, OrderId } from "../ids.ts";
import { appName, domain } from "../system.ts";

/** The beginning of every event's `dataschema`; type and version follow. */
export const eventSchemas = `https://${domain}/schemas/` as const;

/**
 * The span that made the event, so that its consumers can name it as their cause: CloudEvents' extension for tracing. An event
 * without it, or with any other text in it, is accepted too.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/extensions/distributed-tracing.md
 */
const traceparent = z.string().optional();

/** The `source` of events that a part of the system publishes. */
export function eventSource<const Part extends string>(part: Part) {
  return `/${appName}/${part}` as const;
}

/**
 * The schema of one version of an event: the CloudEvents attributes around its data. `subject` is the event's order.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#context-attributes
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
  /** The same in all versions: `order.placed`. */
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
    traceparent,
    data,
  });
}

/** The schema of any version of any event. */
export type CloudEventSchema<Event = unknown> = z.ZodType<Event> &
  Pick<ReturnType<typeof cloudEvent>, "shape">;
