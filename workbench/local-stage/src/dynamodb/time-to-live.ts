import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import type { Clock } from "../common/clock.ts";
import type { Mutex } from "../common/mutex.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Engine, EngineOperation } from "./engine.ts";

/** Deletes expired items of one table. */
export type TimeToLive = {
  /** Called after a write, to plan the next removal. */
  written(operation: EngineOperation, input: Fields): Promise<void>;
  /** Begins to read the whole table, to delete expired items and plan the next removal. No start waits for a table of any size. */
  start(): void;
  /** Resolves when a running removal has ended. */
  stop(): Promise<void>;
};

/** DynamoDB deletes within a few days; here a table is read at most this often. */
const sweepEveryMs = 60_000;

/** DynamoDB does not delete items that expired earlier than this. */
const longestPastMs = 5 * 365.25 * 24 * 3_600_000;

type Item = { readonly [attribute: string]: { readonly N?: string } };

/**
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export function createTimeToLive(options: {
  readonly table: TableDefinition;
  readonly attribute: string;
  readonly engine: Pick<Engine, "run">;
  readonly runExclusive: Mutex;
  readonly clock: Clock;
}): TimeToLive {
  const { table, attribute, engine, runExclusive, clock } = options;
  const keyNames = table.key.map(({ name }) => name);
  let sweptAtMs = Number.NEGATIVE_INFINITY;
  let plannedMs = Number.POSITIVE_INFINITY;
  let cancelAlarm = () => {};
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  /** When an item expires; undefined for one that does not. */
  function expiryOf(item: Item | undefined): number | undefined {
    const atMs = Number(item?.[attribute]?.N) * 1_000;
    return atMs > clock.nowMs() - longestPastMs ? atMs : undefined;
  }

  function plan(expiresAtMs: number | undefined) {
    if (expiresAtMs === undefined || stopped) return;
    // An item expires in the second after the one that it names.
    const dueAtMs = Math.max(expiresAtMs + 1_000, sweptAtMs + sweepEveryMs);
    if (dueAtMs >= plannedMs) return;
    cancelAlarm();
    plannedMs = dueAtMs;
    cancelAlarm = clock.at(dueAtMs, () => {
      running = removeExpired();
    });
  }

  /** Reads the whole table, deletes expired items and plans the next removal. */
  async function removeExpired() {
    sweptAtMs = clock.nowMs();
    plannedMs = Number.POSITIVE_INFINITY;
    let startKey: unknown;
    do {
      const page = await engine.run("Scan", {
        TableName: table.name,
        ...projection([...keyNames, attribute]),
        ...(startKey ? { ExclusiveStartKey: startKey } : {}),
      });
      for (const item of page.Items as Item[]) {
        const expiresAtMs = expiryOf(item);
        if (expiresAtMs === undefined) continue;
        if (expiresAtMs < sweptAtMs) await remove(item);
        else plan(expiresAtMs);
      }
      startKey = page.LastEvaluatedKey;
    } while (startKey && !stopped);
  }

  /** Only if the item still has the time that was read. */
  async function remove(item: Item) {
    const request = {
      TableName: table.name,
      Key: keyOf(item),
      ConditionExpression: "#expiry = :expiry",
      ExpressionAttributeNames: { "#expiry": attribute },
      ExpressionAttributeValues: { ":expiry": item[attribute] },
    };
    await runExclusive(() =>
      engine.run("DeleteItem", request).catch((error: { code?: string }) => {
        if (error.code !== "ConditionalCheckFailedException") throw error;
      }),
    );
  }

  function keyOf(item: Item) {
    return Object.fromEntries(keyNames.map((name) => [name, item[name]]));
  }

  return {
    start() {
      running = removeExpired();
    },
    async written(operation, input) {
      if (operation === "PutItem") plan(expiryOf(input.Item as Item));
      if (operation === "BatchWriteItem") {
        const requests = (input.RequestItems as { [name: string]: { PutRequest?: Fields }[] })[
          table.name
        ];
        for (const { PutRequest } of requests ?? []) plan(expiryOf(PutRequest?.Item as Item));
      }
      // An update that touches the attribute has to name it.
      if (operation !== "UpdateItem" || !JSON.stringify(input).includes(attribute)) return;
      const { Item: item } = await engine.run("GetItem", {
        TableName: table.name,
        Key: input.Key,
        ...projection([attribute]),
      });
      plan(expiryOf(item as Item | undefined));
    },
    async stop() {
      stopped = true;
      cancelAlarm();
      await running;
    },
  };
}

function projection(attributes: readonly string[]) {
  const names = [...new Set(attributes)].map((name, index) => [`#a${index}`, name] as const);
  return {
    ProjectionExpression: names.map(([placeholder]) => placeholder).join(", "),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
}
