import fc from "fast-check";
import { expect, test } from "vitest";
import { contracts } from "./contracts.ts";
import { releasedMessages, releasedSchemas } from "./testing/released-messages.ts";

/** Without CSV rows: they are read as text, and catalogue-file.test.ts tests the rules that a schema cannot express. */
const described = contracts.flatMap(({ name, payload }) =>
  payload?.mediaType === "application/json" && releasedSchemas().includes(payload.schema)
    ? releasedMessages(payload.schema).map((released) => ({ name, payload, ...released }))
    : [],
);

test.each(described)(
  "$name accepts messages of released version $version of $payload.schema",
  (one) => {
    const newest = one.payload.versions.at(-1);
    fc.assert(
      fc.property(one.messages, (message) => {
        const accepted = one.payload.accept(message);
        if (!accepted.ok) throw new Error(JSON.stringify(accepted.errors));
        expect(newest?.schema.safeParse(accepted.value).success).toBe(true);
      }),
    );
  },
);

test("every released schema has a consumer", () => {
  const read = contracts.map(({ payload }) => payload?.schema);
  expect(releasedSchemas().filter((schema) => !read.includes(schema))).toEqual([]);
  expect(described.length).toBeGreaterThan(10);
});
