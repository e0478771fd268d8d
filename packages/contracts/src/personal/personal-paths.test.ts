import { expect, test } from "vitest";
import * as z from "zod";
import { logFields } from "../telemetry/log-fields.ts";
import { metrics } from "../telemetry/metrics.ts";
import { declaredPersonalPaths, pathsOfFieldsNamed } from "./declared-personal-paths.ts";
import { isNamedLike } from "./is-named-like.ts";
import { personal } from "./personal.ts";
import { personalNames } from "./personal-names.ts";
import { personalPaths } from "./personal-paths.ts";

const Note = z.string().register(personal, { what: "a note" });
const declared = declaredPersonalPaths();

test.each<[what: string, schema: z.ZodType, paths: string[]]>([
  ["of a field", z.object({ note: Note, code: z.string() }), ["note"]],
  ["of a derived field", z.object({ note: Note.trim().min(1).meta({ title: "x" }) }), ["note"]],
  ["of a field with a default", z.object({ note: Note.default("none") }), ["note"]],
  [
    "of an optional and a nullable field",
    z.object({ a: Note.optional(), b: Note.nullable() }),
    ["a", "b"],
  ],
  [
    "within objects and lists",
    z.object({ lines: z.array(z.object({ note: Note })) }),
    ["lines[].note"],
  ],
  ["of the items of a list", z.object({ notes: z.array(Note) }), ["notes[]"]],
  ["of the values of a record", z.object({ rows: z.record(z.string(), Note) }), ["rows.*"]],
  ["within a tuple", z.tuple([z.string(), z.object({ note: Note })]), ["[].note"]],
  ["of one choice", z.union([z.object({ note: z.int() }), z.object({ note: Note })]), ["note"]],
  [
    "of both parts of an intersection",
    z.intersection(z.object({ a: Note }), z.object({ b: Note })),
    ["a", "b"],
  ],
  [
    "of data that is transformed",
    z.object({ note: Note.transform(Number) }).refine(() => true),
    ["note"],
  ],
  [
    "of a list that is personal",
    z.object({ notes: z.array(z.string()).register(personal, { what: "" }) }),
    ["notes"],
  ],
  ["of a schema that is personal", Note, [""]],
])("the paths %s", (_what, schema, paths) => {
  expect(personalPaths(schema)).toEqual(paths);
});

test("a schema that contains itself is refused", () => {
  const Tree = z.object({
    note: Note,
    get parts() {
      return z.array(Tree);
    },
  });
  expect(() => personalPaths(Tree)).toThrow("The schema contains itself");
});

test("every version of an event, and every part of an operation, has its paths", () => {
  expect(declared.schemas["order.placed"]).toEqual({
    1: ["data.customerId"],
    2: ["data.customerId"],
  });
  expect(declared.operations.placeOrder).toEqual([
    "headers.Idempotency-Key",
    "body.reference",
    "201.customerId",
    "201.reference",
  ]);
  expect(declared.operations.listOrders).toEqual([
    "200.orders[].customerId",
    "200.orders[].reference",
  ]);
});

/** Charges have a `reference` too, which is the id of the charge. */
const notPersonal: { readonly [name: string]: readonly string[] } = {
  reference: ["charge-request", "refund-request", "receivePaymentEvent"],
};

test.each(personalNames(declared))("every field with the name %s is marked", (name) => {
  const named = pathsOfFieldsNamed(name);
  for (const [schema, versions] of Object.entries(named.schemas)) {
    if (notPersonal[name]?.includes(schema)) continue;
    for (const [version, paths] of Object.entries(versions)) {
      expect(declared.schemas[schema]?.[Number(version)]).toEqual(
        expect.arrayContaining([...paths]),
      );
    }
  }
  for (const [operationId, paths] of Object.entries(named.operations)) {
    if (notPersonal[name]?.includes(operationId)) continue;
    expect(declared.operations[operationId]).toEqual(expect.arrayContaining([...paths]));
  }
});

test("no log field and no dimension of a metric has the name of a personal field", () => {
  const dimensions = Object.values(metrics).flatMap((metric) =>
    "dimension" in metric ? [metric.dimension] : [],
  );
  const names = personalNames(declared);
  expect(names).toEqual(expect.arrayContaining(["customerId", "reference"]));
  const written = ["service", ...Object.keys(logFields), ...dimensions];
  expect(written.filter((name) => names.some((own) => isNamedLike(name, own)))).toEqual([]);
});

test.each([
  ["customerId", true],
  ["customer.id", true],
  ["app.customer_id", true],
  ["orderCustomerId", true],
  ["customer", false],
  ["messaging.message.id", false],
])("whether %s is named like customerId: %s", (name, isLike) => {
  expect(isNamedLike(name, "customerId")).toBe(isLike);
});
