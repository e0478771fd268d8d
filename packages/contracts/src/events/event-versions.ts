import * as z from "zod";
import { type Parsed, parse } from "../parse.ts";
import { type CloudEventSchema, eventSchemas } from "./cloud-event.ts";

/** One version of an event, and how to convert it to the next. */
type EventVersion = {
  /** From 1. */
  readonly version: number;
  readonly schema: CloudEventSchema;
  /** Absent for the newest. */
  readonly upcast?: (event: never) => unknown;
};

/** All versions of an event that may still arrive. Consumers get the newest, which is `Event`; producers write `Written`. */
export type EventVersions<Event, Written = Event> = {
  readonly type: string;
  /** Oldest first. */
  readonly versions: readonly EventVersion[];
  /** The schema that producers write: the newest, unless `writing` sets another. */
  readonly written: CloudEventSchema<Written>;
  /**
   * Adds the next version.
   *
   * @param upcast converts an event to the new version without losing data
   */
  next<Next>(
    schema: CloudEventSchema<Next>,
    upcast: (event: Event) => NoInfer<Next>,
  ): EventVersions<Next>;
  /** Has producers write an older version, until the previous release accepts the newest. */
  writing<Older>(schema: CloudEventSchema<Older>): EventVersions<Event, Older>;
};

/** An event with its first version; `next` adds the later ones. */
export function eventVersions<Event>(schema: CloudEventSchema<Event>): EventVersions<Event> {
  return chain([{ version: versionOf(schema), schema }], schema);
}

/**
 * Reads an event of any known version and returns it in the newest. A refused event is returned with the schema that it states
 * (`order.placed/7`), if it states one.
 */
export function acceptEvent<Event>(
  { type, versions }: EventVersions<Event, unknown>,
  input: unknown,
): Parsed<Event> {
  const stated = statedSchema(input);
  const name = stated && { schema: stated };
  const index = versions.findIndex(({ version }) => `${type}/${version}` === stated);
  const found = versions[index];
  if (!found) {
    const known = versions.map(({ version }) => `${type}/${version}`).join(", ");
    return { ok: false, errors: [{ path: "dataschema", message: `Must be ${known}` }], ...name };
  }
  const parsed = parse(found.schema, input);
  if (!parsed.ok) return { ...parsed, ...name };
  const newest = versions.slice(index).reduce(
    // The types of the upcasters were checked when the chain was made.
    (event, { upcast }) => (upcast ? upcast(event as never) : event),
    parsed.value,
  );
  return { ok: true, value: newest as Event };
}

const WithDataSchema = z.object({ dataschema: z.string().startsWith(eventSchemas) });
const typeAndVersion = /^[a-z.-]{1,64}\/\d{1,6}$/;

/** The only part of a refused message that is ever logged. */
function statedSchema(input: unknown): string | undefined {
  const stated = WithDataSchema.safeParse(input).data?.dataschema.slice(eventSchemas.length);
  return stated !== undefined && typeAndVersion.test(stated) ? stated : undefined;
}

function chain<Event, Written>(
  versions: readonly EventVersion[],
  written: CloudEventSchema<Written>,
): EventVersions<Event, Written> {
  const newest = versions.at(-1);
  if (!newest) throw new Error("An event has at least one version");
  return {
    type: newest.schema.shape.type.value,
    versions,
    written,
    next: (schema, upcast) =>
      chain(
        [...versions.slice(0, -1), { ...newest, upcast }, { version: versionOf(schema), schema }],
        schema,
      ),
    writing: (schema) => chain(versions, schema),
  };
}

/** The version in a schema's `dataschema`. */
export function versionOf({ shape }: CloudEventSchema): number {
  return Number(shape.dataschema.value.split("/").at(-1));
}
