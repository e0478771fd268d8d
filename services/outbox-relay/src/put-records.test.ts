import { randomBytes } from "node:crypto";
import type { Kinesis } from "@stagecraft/aws/kinesis";
import { mint } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import { putRecordsOn } from "./put-records.ts";

const events = Array.from({ length: 501 }, (_, index) => ({
  id: mint("evt", index, randomBytes),
  orderId: mint("ord", index, randomBytes),
  event: { index },
}));

test("a failed call ends the round: later records are not put", async () => {
  const error = new Error("no way there");
  let calls = 0;
  const client: Kinesis = {
    async call() {
      calls += 1;
      throw error;
    },
  };
  expect(await putRecordsOn(client, "arn")(events)).toEqual({ sentIds: [], errors: [error] });
  expect(calls).toBe(1);
});
