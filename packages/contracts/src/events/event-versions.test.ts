import { expect, test } from "vitest";
import * as z from "zod";
import { cloudEvent } from "./cloud-event.ts";
import { acceptEvent, eventVersions } from "./event-versions.ts";
import { OrderPlaced, OrderPlacedV1, orderPlacedVersions } from "./order-placed.ts";

const envelope = {
  specversion: "1.0",
  id: "evt_01JDZ8Q7M0000000000000000A",
  source: "/stagecraft/orders-api",
  type: "order.placed",
  time: "2010-12-01T08:26:00.000Z",
  subject: "ord_01JDZ8Q7M0000000000000000A",
};
const order = {
  orderId: envelope.subject,
  version: 1,
  customerId: "cus_17850",
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  lineCount: 2,
};
const first = OrderPlacedV1.parse({
  ...envelope,
  dataschema: "https://stagecraft.dev/schemas/order.placed/1",
  data: { ...order, currency: "GBP", totalMinor: 3060 },
});
const second = OrderPlaced.parse({
  ...envelope,
  dataschema: "https://stagecraft.dev/schemas/order.placed/2",
  data: { ...order, total: { amountMinor: 3060, currency: "GBP" } },
});

test("an event of any version is returned in the newest version", () => {
  expect(acceptEvent(orderPlacedVersions, second)).toEqual({ ok: true, value: second });
  expect(acceptEvent(orderPlacedVersions, first)).toEqual({ ok: true, value: second });
});

test("all upcasters between the versions run in order", () => {
  const step = <const Version extends number>(version: Version) =>
    cloudEvent({
      type: "parcel.sent",
      source: "/post",
      version,
      data: z.object({ way: z.string() }),
    });
  const [one, two, three] = [step(1), step(2), step(3)];
  const versions = eventVersions(one)
    .next(two, ({ data, ...rest }) => ({
      ...rest,
      dataschema: two.shape.dataschema.value,
      data: { way: `${data.way}, then 2` },
    }))
    .next(three, ({ data, ...rest }) => ({
      ...rest,
      dataschema: three.shape.dataschema.value,
      data: { way: `${data.way}, then 3` },
    }));
  const sent = { ...envelope, source: "/post", type: "parcel.sent" };
  const dataschema = (version: number) => `https://stagecraft.dev/schemas/parcel.sent/${version}`;
  const accept = (version: number) =>
    acceptEvent(versions, {
      ...sent,
      dataschema: dataschema(version),
      data: { way: `from ${version}` },
    });
  expect(accept(1)).toMatchObject({ value: { data: { way: "from 1, then 2, then 3" } } });
  expect(accept(2)).toMatchObject({ value: { data: { way: "from 2, then 3" } } });
  expect(accept(3)).toMatchObject({
    value: { data: { way: "from 3" }, dataschema: dataschema(3) },
  });
});

test.each([
  ["a version that is not known", { ...second, dataschema: `${second.dataschema}0` }, "dataschema"],
  [
    "another event",
    { ...second, dataschema: "https://stagecraft.dev/schemas/order.changed/1" },
    "dataschema",
  ],
  ["no version", { ...second, dataschema: undefined }, "dataschema"],
  ["no object", "order.placed", "dataschema"],
  ["another type than its version's", { ...second, type: "order.changed" }, "type"],
  ["a field of another version", { ...second, data: first.data }, "data.total"],
  [
    "a wrong field of the first version",
    { ...first, data: { ...first.data, totalMinor: 0.5 } },
    "data.totalMinor",
  ],
])("%s is refused with its path", (_what, event, path) => {
  const accepted = acceptEvent(orderPlacedVersions, event);
  expect(accepted.ok ? [] : accepted.errors.map((error) => error.path)).toEqual([path]);
});

test.each([
  ["its stated schema", first, "order.placed/1"],
  ["a version that is not known", { dataschema: `${first.dataschema}7` }, "order.placed/17"],
  ["no schema that is not a schema's name", { dataschema: "Anna, 12 High Street" }, undefined],
])("a refused event is returned with %s", (_what, event, schema) => {
  expect(acceptEvent(orderPlacedVersions, { ...event, data: {} })).toMatchObject({ ok: false });
  const accepted = acceptEvent(orderPlacedVersions, { ...event, data: {} });
  expect(accepted.ok ? "accepted" : accepted.schema).toBe(schema);
});
