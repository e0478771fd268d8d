import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import { onTestFinished } from "vitest";
import { type Answer, callOperation } from "../../../testing/call-operation.ts";
import { collectMetrics } from "../../cloudwatch/testing/collect-metrics.ts";
import type { Clock } from "../../common/clock.ts";
import { createManualClock } from "../../common/testing/manual-clock.ts";
import { openState, type State } from "../../stage/state.ts";
import { createKinesis, type Kinesis } from "../kinesis.ts";
import { testAccountId, testRegion } from "./stream-of.ts";

export const firstShardId = "shardId-000000000000";

/** Kinesis over a state of its own in a temporary folder, which is removed when the test ends. */
export function openTestKinesis<C extends Clock = ReturnType<typeof createManualClock>>(
  streams: readonly StreamDefinition[],
  // The default is what C stands for when no clock is given.
  clock: C = createManualClock() as Clock as C,
) {
  const directory = mkdtempSync(join(tmpdir(), "kinesis-"));
  const metrics = collectMetrics();
  let state: State;
  let kinesis: Kinesis;
  const open = (as = streams) => {
    state = openState(directory);
    const place = { accountId: testAccountId, region: testRegion };
    kinesis = createKinesis({ state, clock, streams: as, metrics: metrics.sink, ...place });
  };
  open();
  onTestFinished(() => {
    state.close();
    clock.stop();
    rmSync(directory, { recursive: true });
  });
  return {
    clock,
    metrics,
    kinesis: () => kinesis,
    state: () => state,
    /** As after a crash: the same state, a new Kinesis, which may have other streams. */
    restart(as = streams) {
      state.close();
      open(as);
    },
    call: (operation: string, input: object) => callOperation(kinesis.operations, operation, input),
    put(StreamName: string, data: string, PartitionKey = "key"): Promise<Answer> {
      return this.call("PutRecord", { StreamName, Data: base64(data), PartitionKey });
    },
    async iterator(StreamName: string, more: object): Promise<string> {
      const input = { StreamName, ShardId: firstShardId, ...more };
      return (await this.call("GetShardIterator", input)).ShardIterator;
    },
    /** What is read from there in one call, as text. */
    async read(StreamName: string, more: object): Promise<readonly string[]> {
      const ShardIterator = await this.iterator(StreamName, more);
      const { Records } = await this.call("GetRecords", { ShardIterator });
      return Records.map((record: { Data: string }) => textOf(record.Data));
    },
  };
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

export function textOf(data: string): string {
  return Buffer.from(data, "base64").toString();
}
