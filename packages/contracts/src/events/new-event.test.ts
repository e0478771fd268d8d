import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import * as z from "zod";
import { mint } from "../ids.ts";
import { cloudEvent } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";
import { newEvent } from "./new-event.ts";

const sent = { type: "parcel.sent", source: "/post" } as const;
const first = cloudEvent({ ...sent, version: 1, data: z.object({ way: z.string() }) });
const second = cloudEvent({ ...sent, version: 2, data: z.object({ route: z.string() }) });
const versions = eventVersions(first).next(second, ({ data, ...rest }) => ({
  ...rest,
  dataschema: second.shape.dataschema.value,
  data: { route: data.way },
}));

const time = new Date("2010-12-01T08:26:00.000Z");
const orderId = mint("ord", time.getTime(), randomBytes);
const id = mint("evt", time.getTime(), randomBytes);

test("a new event has the newest version by default", () => {
  const event = newEvent(versions, { id, time, orderId, data: { route: "by sea" } });
  expect(event).toEqual({
    specversion: "1.0",
    id,
    source: "/post",
    type: "parcel.sent",
    dataschema: "https://stagecraft.dev/schemas/parcel.sent/2",
    time: "2010-12-01T08:26:00.000Z",
    subject: orderId,
    data: { route: "by sea" },
  });
  expect(second.parse(event)).toEqual(event);
});

test("a new event has an older version while that one is written", () => {
  const older = versions.writing(first);
  const event = newEvent(older, { id, time, orderId, data: { way: "by sea" } });
  expect(first.parse(event)).toEqual(event);
});
