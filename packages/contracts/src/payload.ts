import type * as z from "zod";
import type { Payload } from "./contract.ts";
import { acceptEvent, type EventVersions } from "./events/event-versions.ts";
import { parse } from "./parse.ts";

/** An event; the newest version is written by default. */
export function eventPayload<Event>(
  event: EventVersions<Event>,
  writes = event.versions.at(-1)?.version ?? 1,
): Payload {
  return {
    schema: event.type,
    mediaType: "application/json",
    versions: event.versions.map(({ version, schema }) => ({ version, schema })),
    writes,
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
