import type * as z from "zod";
import type { Payload } from "./contract.ts";
import { acceptEvent, type EventVersions, versionOf } from "./events/event-versions.ts";
import { parse } from "./parse.ts";

/** An event in all of its versions. */
export function eventPayload<Event>(event: EventVersions<Event, unknown>): Payload {
  return {
    schema: event.type,
    mediaType: "application/json",
    versions: event.versions.map(({ version, schema }) => ({ version, schema })),
    writes: versionOf(event.written),
    accept: (input) => acceptEvent(event, input),
  };
}

/** Data without a version: it has one schema, which changes only compatibly. */
export function plainPayload(
  name: string,
  schema: z.ZodType,
  mediaType: Payload["mediaType"] = "application/json",
): Payload {
  return {
    schema: name,
    mediaType,
    versions: [{ version: 1, schema }],
    writes: 1,
    accept: (input) => parse(schema, input),
  };
}
