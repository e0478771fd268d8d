import { expect, test } from "vitest";
import { keptPlaces } from "./kept-places.ts";

const elsewhere = {
  deadLetters: [{ name: "Letters", url: "https://sqs.us-east-1.amazonaws.com/1/Letters" }],
  longestMessageSeconds: 14 * 24 * 3_600,
  streamHours: 24,
  paymentWaits: "waits",
  logDays: 7,
  backupDays: 1,
};
const sentAt = new Date("2010-12-01T08:26:00Z");
const queue = {
  destination: "orders-queue",
  lastWrittenAt: sentAt,
  lastPublishedAt: sentAt,
  due: 0,
};
const stream = { ...queue, destination: "orders-stream" };

const untilOf = (places: ReturnType<typeof keptPlaces>) =>
  Object.fromEntries(places.map(({ place, until }) => [place, until]));

test("each place lets go when what was last sent there has been kept for so long", () => {
  const now = new Date("2010-12-01T20:00:00Z");
  expect(untilOf(keptPlaces([queue, stream], { elsewhere, now }))).toEqual({
    "the stream of order changes": "2010-12-02T08:26:00.000Z",
    queues: "2010-12-15T08:26:00.000Z",
    "executions of the order workflow": "2011-03-02T08:26:00.000Z",
    logs: "2010-12-08T20:00:00.000Z",
    "backups of the database": "2010-12-02T20:00:00.000Z",
    "the books": null,
    "the payments provider": null,
    "the issuer of tokens": null,
    "what operators have copied": null,
  });
});

test("a place that has let go by now is left out", () => {
  const now = new Date("2011-03-01T00:00:00Z");
  const places = Object.keys(untilOf(keptPlaces([queue, stream], { elsewhere, now })));
  expect(places).not.toContain("the stream of order changes");
  expect(places).not.toContain("queues");
  expect(places).toContain("executions of the order workflow");
});

test("what is still due may be sent at this moment, and not be noted yet", () => {
  const now = new Date("2010-12-01T20:00:00Z");
  const places = keptPlaces([queue, { ...stream, lastPublishedAt: null, due: 1 }], {
    elsewhere,
    now,
  });
  expect(untilOf(places)["the stream of order changes"]).toBe("2010-12-02T20:00:00.000Z");
});

test("of somebody without orders nothing is kept", () => {
  expect(keptPlaces([], { elsewhere, now: sentAt })).toEqual([]);
});
