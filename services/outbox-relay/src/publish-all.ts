import { SpanKind } from "@opentelemetry/api";
import type { DueEvent } from "@stagecraft/database/outbox/outbox-repository";
import type { Log } from "@stagecraft/lambda/telemetry";
import { inSpan, markFailed } from "@stagecraft/observability/tracing/in-span";
import { linksTo, readTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { Destination, Sent } from "./destination.ts";

/** Sends the events to the destination. Each has a span, which links to the one that stored it, and a log line. */
export async function publishAll(
  events: readonly DueEvent[],
  { name, send }: Pick<Destination, "name" | "send">,
  log: Log,
): Promise<Sent> {
  const sending = send(events);

  const publish = (event: DueEvent) =>
    inSpan(`publish ${name}`, spanOf(event), async (span) => {
      const { sentIds } = await sending;
      const { id: eventId, orderId } = event;
      if (sentIds.includes(eventId)) return log.info("event", { eventId, orderId, outcome: name });
      markFailed(span, "not-sent");
      log.warn("event", { eventId, orderId, outcome: name, reason: "not-sent" });
    });

  await Promise.all(events.map(publish));
  return sending;
}

function spanOf({ id, orderId, event }: DueEvent) {
  const { traceparent } = event as { readonly traceparent?: string };
  return {
    kind: SpanKind.PRODUCER,
    links: linksTo([readTraceparent(traceparent)]),
    attributes: { "cloudevents.event_id": id, "order.id": orderId },
  };
}
