import * as z from "zod";
import { type Parsed, parse } from "../parse.ts";
import { type CloudEventSchema, eventSchemas } from "./cloud-event.ts";

/** One version of an event, and what makes the next one of it. */
type EventVersion = {
  /** From 1. */
  readonly version: number;
  readonly schema: CloudEventSchema;
  /** Absent for the newest. */
  readonly upcast?: (event: never) => unknown;
};

/** An event in every version that may still arrive. Consumers know the newest one, which is `Event`. */
export type EventVersions<Event> = {
  readonly type: string;
  /** Oldest first. */
  readonly versions: readonly EventVersion[];
  /**
   * Adds the version that follows.
   *
   * @param upcast tells the event as the new version would have told it, without a loss
   */
  next<Next>(
    schema: CloudEventSchema<Next>,
    upcast: (event: Event) => NoInfer<Next>,
  ): EventVersions<Next>;
};

/** An event with its first version alone; `next` adds the later ones. */
export function eventVersions<Event>(schema: CloudEventSchema<Event>): EventVersions<Event> {
  return chain([{ version: versionOf(schema), schema }]);
}

/**
 * Reads an event in whichever version it comes, and gives it in the newest. What is refused says what it claims to be
 * (`order.placed/7`), if it claims anything.
 */
export function acceptEvent<Event>(
  { type, versions }: EventVersions<Event>,
  input: unknown,
): Parsed<Event> {
  const claim = readClaim(input);
  const name = claim && { schema: claim };
  const index = versions.findIndex(({ version }) => `${type}/${version}` === claim);
  const found = versions[index];
  if (!found) {
    const known = versions.map(({ version }) => `${type}/${version}`).join(", ");
    return { ok: false, errors: [{ path: "dataschema", message: `Must be ${known}` }], ...name };
  }
  const parsed = parse(found.schema, input);
  if (!parsed.ok) return { ...parsed, ...name };
  const newest = versions.slice(index).reduce(
    // Which event each one takes was checked when the chain was made.
    (event, { upcast }) => (upcast ? upcast(event as never) : event),
    parsed.value,
  );
  return { ok: true, value: newest as Event };
}

/** No more of a message than this is ever told of. */
const Claim = z.object({
  dataschema: z.string().regex(/^https:\/\/stagecraft\.dev\/schemas\/[a-z.-]{1,64}\/\d{1,6}$/),
});

function readClaim(input: unknown): string | undefined {
  return Claim.safeParse(input).data?.dataschema.slice(eventSchemas.length);
}

function chain<Event>(versions: readonly EventVersion[]): EventVersions<Event> {
  const newest = versions.at(-1);
  if (!newest) throw new Error("An event has at least one version");
  return {
    type: newest.schema.shape.type.value,
    versions,
    next: (schema, upcast) =>
      chain([
        ...versions.slice(0, -1),
        { ...newest, upcast },
        { version: versionOf(schema), schema },
      ]),
  };
}

function versionOf({ shape }: CloudEventSchema): number {
  return Number(shape.dataschema.value.split("/").at(-1));
}
