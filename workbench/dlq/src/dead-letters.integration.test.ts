import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { withoutAction } from "@stagecraft/local-stage/testing/edit-plan";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  breaking,
  buildKitchen,
  type Kitchen,
  type OpenKitchen,
  openKitchen,
} from "../testing/open-kitchen.ts";

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await buildKitchen();
});

afterAll(() => kitchen.remove());

const dayMs = 24 * 60 * 60_000;
const schemas = "https://kitchen.example/schemas/dish.ordered/";
const dish = (id: string) => ({ id, dataschema: `${schemas}2`, data: { dish: "soup" } });
/** After so many hops Lambda stops the chain: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
const worn =
  "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:fe460cdd:15";

async function order(open: OpenKitchen, queue: string, body: unknown, more: object = {}) {
  const { MessageId = "" } = await open.clients().sqs.send(
    new SendMessageCommand({
      QueueUrl: open.urlOf(queue),
      MessageBody: typeof body === "string" ? body : JSON.stringify(body),
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: worn } },
      MessageAttributes: { table: { DataType: "String", StringValue: "7" } },
      ...more,
    }),
  );
  return MessageId;
}

/** Opens a kitchen whose cook fails, with these orders left over. */
async function withLeftOvers(...bodies: readonly unknown[]) {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Cook"));
  const ids: string[] = [];
  for (const body of bodies) ids.push(await order(open, "Dishes", body));
  await open.until(() => open.depth("DishesLeftOver").visible === bodies.length);
  return { open, ids };
}

test("a message that failed is listed, shown, and not changed by it", async () => {
  const { open, ids } = await withLeftOvers(dish("a"), dish("b"));
  const { places } = await open.dlq("list");
  expect(
    places.map(({ place, count }: { place: string; count: number }) => [place, count]),
  ).toEqual([
    ["BellUnheard", 0],
    ["CoursesLeftOver", 0],
    ["DishesLeftOver", 2],
    ["LampUnlit", 0],
    ["TicketsUnread", 0],
    ["Dinner", 0],
  ]);
  expect(places[2]).toMatchObject({
    owner: "the chef",
    byCause: [{ consumer: "Cook", error: "oven.cold", count: 2 }],
  });
  const { letters, exitCode } = await open.dlq("show", ids[0] ?? "");
  expect(exitCode).toBe(0);
  expect(letters).toHaveLength(1);
  expect(letters[0]).toMatchObject({
    id: ids[0],
    place: "DishesLeftOver",
    consumer: "Cook",
    failure: { error: "oven.cold", traceId: "1-5759e988-bd862e3fe1be46a994272793" },
    attributes: { table: { StringValue: "7" } },
    contract: { owner: "the chef", remedy: "Heat the oven, and replay." },
  });
  expect(JSON.parse(letters[0].body)).toEqual(dish("a"));
  expect(letters[0].lastMs).toBeGreaterThan(letters[0].firstMs);
  // Twice to the cook, once to the list, once to be shown.
  expect(letters[0].receiveCount).toBe(4);
  expect(open.depth("DishesLeftOver")).toEqual({ visible: 2, notVisible: 0, delayed: 0 });
  expect((await open.dlq("show", "nobody")).exitCode).toBe(1);
});

test.each([
  ["--error=oven.cold", 3],
  ["--error=dish.unknown", 0],
  ["--contains=second", 1],
])("letters are found by %s", async (filter, count) => {
  const { open } = await withLeftOvers(dish("first"), dish("second"), dish("third"));
  const { places } = await open.dlq("list", filter, "--since=1h", "--consumer=Cook");
  const counts = places.map((place: { count: number }) => place.count);
  expect(Math.max(...counts)).toBe(count);
});

test("more than a page is looked at, and what others hold is said", async () => {
  const bodies = Array.from({ length: 23 }, (_, index) => dish(`d${index}`));
  const { open } = await withLeftOvers(...bodies);
  const QueueUrl = open.urlOf("DishesLeftOver");
  await open.clients().sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 }));
  const { places } = await open.dlq("list", "--place", "DishesLeftOver");
  expect(places).toMatchObject([{ count: 20, heldByOthers: 3 }]);
});

test("what is replayed goes to its consumer as it was, its chain of requests cut, and is gone", async () => {
  const { open, ids } = await withLeftOvers(dish("a"), dish("b"));
  await open.deploy(kitchen.plan);
  const dry = await open.dlq("replay");
  expect(dry.outcomes).toMatchObject([
    { result: { kind: "would-send" } },
    { result: { kind: "would-send" } },
  ]);
  expect(open.depth("DishesLeftOver").visible).toBe(2);
  expect(open.doneBy("Cook")).toEqual([]);

  const one = await open.dlq("replay", "--id", ids[1] ?? "", "--yes");
  expect(one).toMatchObject({ exitCode: 0, outcomes: [{ result: { kind: "sent" } }] });
  await open.until(() => open.doneBy("Cook").length === 1);
  const [done] = open.doneBy("Cook");
  expect(done).toMatchObject({ id: "b", dish: "soup", table: "7" });
  expect(done?.trace ?? "").not.toContain("Lineage");
  expect(done?.trace ?? "").not.toContain("5759e988");

  await open.dlq("replay", "--yes");
  await open.until(() => open.doneBy("Cook").length === 2);
  expect(open.depth("DishesLeftOver")).toMatchObject({ visible: 0, notVisible: 0 });
  expect((await open.dlq("replay", "--yes")).outcomes).toEqual([]);
  expect(open.doneBy("Cook").map(({ id }) => id)).toEqual(["b", "a"]);
});

test("who replayed what is written down, without the body, for its owner alone", async () => {
  const { open, ids } = await withLeftOvers(dish("secret"));
  await open.deploy(kitchen.plan);
  await open.dlq("replay", "--yes");
  const file = join(open.stateDirectory, "dead-letters", "audit.jsonl");
  const entries = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map(({ step }) => step)).toEqual(["sending", "sent", "done"]);
  expect(entries[1]).toMatchObject({
    command: "replay",
    place: "DishesLeftOver",
    id: ids[0],
    consumer: "Cook",
    by: `arn:aws:iam::${kitchen.plan.accountId}:user/operator`,
    to: expect.stringMatching(/^arn:aws:sqs:.*-DishesQueue-/),
    traceId: "1-5759e988-bd862e3fe1be46a994272793",
    as: expect.stringMatching(/^[0-9a-f-]{36}$/),
    person: expect.any(String),
  });
  expect(readFileSync(file, "utf8")).not.toContain("secret");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("an old version is brought to the newest; what the consumer would refuse stays", async () => {
  const old = { id: "old", dataschema: `${schemas}1`, data: { name: "stew" } };
  const strange = { id: "strange", dataschema: `${schemas}3`, data: {} };
  const { open } = await withLeftOvers(old, strange, "no json");
  await open.deploy(kitchen.plan);
  const { outcomes, exitCode } = await open.dlq("replay", "--yes", "--unchecked");
  expect(exitCode).toBe(1);
  const results = outcomes.map(
    ({ letter, result }: { letter: { body: string }; result: object }) => [
      letter.body.slice(0, 13),
      result,
    ],
  );
  expect(Object.fromEntries(results)).toMatchObject({
    '{"id":"old","': { kind: "sent", upcast: "dish.ordered/1 to dish.ordered/2" },
    '{"id":"strang': {
      kind: "refused",
      because: "rejected",
      why: "dishes: dataschema: Must be dish.ordered/1 or /2",
    },
    "no json": { kind: "refused", because: "rejected", why: "dishes: it is no JSON" },
  });
  await open.until(() => open.doneBy("Cook").length === 1);
  expect(open.doneBy("Cook")).toMatchObject([{ id: "old", dish: "stew" }]);
  expect(open.depth("DishesLeftOver").visible).toBe(2);
});

test("what fails again is dead again, and not replayed twice by one run", async () => {
  const { open } = await withLeftOvers(dish("a"));
  const { outcomes } = await open.dlq("replay", "--yes");
  expect(outcomes).toHaveLength(1);
  await open.until(() => open.depth("DishesLeftOver").visible === 1);
  const { letters } = await open.dlq("show", "--place", "DishesLeftOver");
  expect(letters[0].id).not.toBe(outcomes[0].letter.id);
});

test("a discarded letter is gone, and kept whole with the reason", async () => {
  const { open, ids } = await withLeftOvers(dish("a"), dish("b"));
  const discard = (...more: string[]) =>
    open.dlq("discard", ids[0] ?? "", "--reason", "spilt", ...more);
  expect((await discard()).letters).toHaveLength(1);
  expect(open.depth("DishesLeftOver").visible).toBe(2);
  expect(await discard("--yes")).toMatchObject({ exitCode: 0, applied: true });
  expect(open.depth("DishesLeftOver").visible).toBe(1);
  const file = join(open.stateDirectory, "dead-letters", "discarded.jsonl");
  const kept = JSON.parse(readFileSync(file, "utf8"));
  expect(kept).toMatchObject({ reason: "spilt", letter: { id: ids[0], place: "DishesLeftOver" } });
  expect(JSON.parse(kept.letter.body)).toEqual(dish("a"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await discard("--yes")).exitCode).toBe(1);
});

test("messages of a group keep their order, and wait behind one that stays", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Runner"));
  for (const id of ["a1", "b1", "a2", "b2"]) {
    await order(open, "Courses", dish(id), {
      MessageGroupId: id[0],
      MessageDeduplicationId: id,
    });
  }
  await open.until(() => open.depth("CoursesLeftOver").visible === 4);
  await open.deploy(kitchen.plan);
  // No contract speaks of courses.
  const refused = await open.dlq("replay", "--yes");
  expect(refused.exitCode).toBe(1);
  expect(refused.outcomes[0].result).toMatchObject({ kind: "refused", because: "unchecked" });
  const because = refused.outcomes.map(
    ({ result }: { result: { because: string } }) => result.because,
  );
  expect(because.toSorted()).toEqual(["order", "order", "unchecked", "unchecked"]);

  const { outcomes } = await open.dlq("replay", "--yes", "--unchecked");
  expect(outcomes).toHaveLength(4);
  await open.until(() => open.doneBy("Runner").length === 4);
  const done = open.doneBy("Runner").map(({ id }) => id);
  expect(done.filter((id) => id.startsWith("a"))).toEqual(["a1", "a2"]);
  expect(done.filter((id) => id.startsWith("b"))).toEqual(["b1", "b2"]);
});

test("a batch of a stream is read again and given to the consumer that failed on it, in the stream's order", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Reader"));
  const put = (...ids: readonly string[]) =>
    open.clients().kinesis.send(
      new PutRecordsCommand({
        StreamARN: streamArn(),
        Records: ids.map((id) => ({
          PartitionKey: "table 7",
          Data: Buffer.from(JSON.stringify({ id })),
        })),
      }),
    );
  await put("first", "second");
  await open.until(() => open.depth("TicketsUnread").visible === 1);
  await put("third");
  await open.until(() => open.depth("TicketsUnread").visible === 2);
  const { letters } = await open.dlq("show", "--contains", "second");
  expect(letters).toMatchObject([
    {
      place: "TicketsUnread",
      consumer: "Reader",
      isGone: false,
      failure: { error: "ticket.wet", requestId: expect.any(String) },
      records: [{ text: '{"id":"first"}' }, { text: '{"id":"second"}' }],
    },
  ]);
  const failed = await open.dlq("replay", "--yes");
  expect(failed.exitCode).toBe(1);
  expect(failed.outcomes[0].result).toMatchObject({
    kind: "failed",
    isInDoubt: false,
    why: expect.stringMatching(/^the function gave records back, from \d+ on$/),
  });
  await open.deploy(kitchen.plan);
  expect(await open.dlq("replay", "--yes")).toMatchObject({ exitCode: 0 });
  expect(open.doneBy("Reader").map(({ id }) => id)).toEqual(["first", "second", "third"]);
  expect(open.depth("TicketsUnread").visible).toBe(0);
});

test("of a batch that outlived the stream's retention it is said that it is gone", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Reader"));
  const data = Buffer.from(JSON.stringify({ id: "late" }));
  await open.clients().kinesis.send(
    new PutRecordsCommand({
      StreamARN: streamArn(),
      Records: [{ PartitionKey: "table 7", Data: data }],
    }),
  );
  await open.until(() => open.depth("TicketsUnread").visible === 1);
  await open.deploy(kitchen.plan, { laterMs: dayMs });
  const { outcomes, exitCode } = await open.dlq("replay", "--place", "TicketsUnread", "--yes");
  expect(exitCode).toBe(1);
  expect(outcomes[0].result).toEqual({
    kind: "refused",
    because: "gone",
    why: "of its 1 records the stream keeps none",
  });
});

test("an event that a function could not handle is called again as an event", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Bell"));
  await call(open, "Bell", { id: "ding" });
  await open.until(() => open.depth("BellUnheard").visible === 1);
  const { letters } = await open.dlq("show", "--place", "BellUnheard");
  expect(letters).toMatchObject([
    { consumer: "Bell", failure: { error: "OvenCold", message: "ding stays cold" } },
  ]);
  // It fails again at once, and comes back while the run goes on.
  expect((await open.dlq("replay", "--yes")).outcomes).toHaveLength(1);
  await open.until(() => open.depth("BellUnheard").visible === 1);
  await open.deploy(kitchen.plan);
  expect(await open.dlq("replay", "--yes")).toMatchObject({ exitCode: 0 });
  await open.until(() => open.doneBy("Bell").length === 1);
  expect(open.doneBy("Bell")).toMatchObject([{ id: "ding" }]);
  expect(open.depth("BellUnheard")).toMatchObject({ visible: 0, notVisible: 0 });
});

test("an event in a function's own dead-letter queue is the message itself", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Lamp"));
  await call(open, "Lamp", { id: "light" });
  await open.until(() => open.depth("LampUnlit").visible === 1);
  const { letters } = await open.dlq("show", "--place", "LampUnlit");
  expect(letters).toMatchObject([
    { consumer: "Lamp", body: '{"id":"light"}', failure: { message: "light stays cold" } },
  ]);
  await open.deploy(kitchen.plan);
  expect((await open.dlq("replay", "--yes")).exitCode).toBe(1);
  expect((await open.dlq("replay", "--yes", "--unchecked")).exitCode).toBe(0);
  await open.until(() => open.doneBy("Lamp").length === 1);
});

test("a call of a schedule that did not reach its target reaches it", async () => {
  const { plan } = kitchen;
  const powerless = withoutAction(plan, "Hourly", "lambda:InvokeFunction");
  const open = await openKitchen(kitchen, powerless);
  await open.until(() => open.depth("BellUnheard").visible === 1);
  const { letters } = await open.dlq("show", "--place", "BellUnheard");
  expect(letters).toMatchObject([{ consumer: "Bell", failure: { error: "not reached" } }]);
  await open.deploy(plan);
  expect(await open.dlq("replay", "--yes")).toMatchObject({ exitCode: 0 });
  await open.until(() => open.doneBy("Bell").length > 0);
  expect(open.doneBy("Bell")[0]).toMatchObject({ id: "hourly" });
});

test("a failed execution goes on where it failed, and one that cannot begins anew under a name of its own", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Serve"));
  const start = (name: string, input: object) =>
    open.clients().sfn.send(
      new StartExecutionCommand({
        stateMachineArn: machineArn(),
        name,
        input: JSON.stringify(input),
      }),
    );
  await start("table-1", { id: "one" });
  await start("table-2", { guest: "two" });
  const failed = () => Object.values(open.stage().executions())[0]?.FAILED === 2;
  await open.until(failed);
  const { letters } = await open.dlq("show", "table-1");
  expect(letters).toMatchObject([
    {
      place: "Dinner",
      body: '{"id":"one"}',
      state: "Serve",
      failure: { error: "OvenCold" },
      contract: { owner: "the chef" },
    },
  ]);
  await open.deploy(kitchen.plan);
  const { outcomes, exitCode } = await open.dlq("replay", "--yes");
  expect(exitCode).toBe(1);
  expect(
    Object.fromEntries(
      outcomes.map(({ letter, result }: { letter: { id: string }; result: object }) => [
        letter.id,
        result,
      ]),
    ),
  ).toMatchObject({
    "table-1": { kind: "sent" },
    "table-2": { kind: "refused", because: "rejected", why: "dinner: id: Must be a text" },
  });
  await open.until(() => open.doneBy("Serve").length === 1);
  expect(open.doneBy("Lay").filter(({ id }) => id === "one-laid")).toHaveLength(1);
  const discarded = await open.dlq("discard", "table-2", "--reason", "nobody came", "--yes");
  expect(discarded.exitCode).toBe(0);
  expect((await open.dlq("list", "--place", "Dinner")).places).toMatchObject([{ count: 0 }]);
});

test("an execution that ended 14 days ago begins anew, once", async () => {
  const open = await openKitchen(kitchen, breaking(kitchen.plan, "Serve"));
  const input = '{"id":"old"}';
  await open
    .clients()
    .sfn.send(new StartExecutionCommand({ stateMachineArn: machineArn(), name: "table-1", input }));
  await open.until(() => Object.values(open.stage().executions())[0]?.FAILED === 1);
  await open.deploy(kitchen.plan, { laterMs: 14 * dayMs });
  const refused = await open.dlq("replay", "table-1", "--yes");
  expect(refused.outcomes[0].result).toMatchObject({
    kind: "refused",
    because: "no way back",
    why: "Execution redrivable period exceeded; --restart begins it anew",
  });
  expect((await open.dlq("replay", "table-1", "--restart", "--yes")).exitCode).toBe(0);
  await open.until(() => open.doneBy("Serve").length === 1);
  expect((await open.dlq("list", "--place", "Dinner")).places).toMatchObject([{ count: 0 }]);
});

async function call(open: OpenKitchen, name: string, event: object): Promise<void> {
  await open.clients().lambda.send(
    new InvokeCommand({
      FunctionName: `kitchen-local-${name}`,
      InvocationType: "Event",
      Payload: Buffer.from(JSON.stringify(event)),
    }),
  );
}

function arnOf(type: string): string {
  const found = kitchen.plan.resources.find((resource) => resource.type === type);
  return String(found?.outputs.arn);
}

const streamArn = () => arnOf("aws:kinesis/stream:Stream");
const machineArn = () => arnOf("aws:sfn/stateMachine:StateMachine");
