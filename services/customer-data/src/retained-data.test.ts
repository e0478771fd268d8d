import { expect, test } from "vitest";
import { retainedData } from "./retained-data.ts";

const dataLocations = {
  deadLetters: [
    { name: "ParcelsDeadLetters", url: "https://sqs.us-east-1.amazonaws.com/1/ParcelsDeadLetters" },
  ],
  messageRetentionSeconds: 14 * 24 * 3_600,
  streamRetentionHours: 24,
  paymentWaits: "waits",
  logRetentionDays: 7,
  backupRetentionDays: 1,
};
const sentAt = new Date("2010-12-01T08:26:00Z");
const queue = {
  destination: "orders-queue",
  lastWrittenAt: sentAt,
  lastPublishedAt: sentAt,
  due: 0,
};
const stream = { ...queue, destination: "orders-stream" };

const untilOf = (data: ReturnType<typeof retainedData>) =>
  Object.fromEntries(data.map(({ location, until }) => [location, until]));

test("the retention of each location begins with the last event that was sent there", () => {
  const now = new Date("2010-12-01T20:00:00Z");
  expect(untilOf(retainedData([queue, stream], { dataLocations, now }))).toEqual({
    "the stream of order changes": "2010-12-02T08:26:00.000Z",
    queues: "2010-12-15T08:26:00.000Z",
    "executions of the order workflow": "2011-03-02T08:26:00.000Z",
    logs: "2010-12-08T20:00:00.000Z",
    "backups of the database": "2010-12-02T20:00:00.000Z",
    "accounting records": null,
    "the payments provider": null,
    "the issuer of tokens": null,
    "copies of operators": null,
  });
});

test("a location whose retention has ended is left out", () => {
  const now = new Date("2011-03-01T00:00:00Z");
  const locations = Object.keys(untilOf(retainedData([queue, stream], { dataLocations, now })));
  expect(locations).not.toContain("the stream of order changes");
  expect(locations).not.toContain("queues");
  expect(locations).toContain("executions of the order workflow");
});

test("an event that is due may be sent at this moment", () => {
  const now = new Date("2010-12-01T20:00:00Z");
  const locations = retainedData([queue, { ...stream, lastPublishedAt: null, due: 1 }], {
    dataLocations,
    now,
  });
  expect(untilOf(locations)["the stream of order changes"]).toBe("2010-12-02T20:00:00.000Z");
});

test("without orders nothing is retained", () => {
  expect(retainedData([], { dataLocations, now: sentAt })).toEqual([]);
});
