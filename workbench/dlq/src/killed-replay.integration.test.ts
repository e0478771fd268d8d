import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { writeStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  breaking,
  buildKitchen,
  type Kitchen,
  type OpenKitchen,
  openKitchen,
} from "../testing/open-kitchen.ts";
import { openProxy, type Passing } from "../testing/open-proxy.ts";

const program = fileURLToPath(new URL("./main.ts", import.meta.url));
const letters = 12;
/** The letter at which the first run is killed. */
const fatal = 5;

let kitchen: Kitchen;

beforeAll(async () => {
  kitchen = await buildKitchen();
});

afterAll(() => kitchen.remove());

/** A person's replay in a process of its own, which keeps its audit in `directory` and finds the stage there. */
function startReplay(directory: string, place: string): ChildProcess {
  const options = ["--place", place, "--state", directory, "--rate", "500"];
  const args = ["replay", "--yes", "--unchecked", ...options];
  const child = spawn(process.execPath, [program, ...args], { cwd: kitchen.root });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Where a person's programs find a stage at that address. */
function addressBook(open: OpenKitchen) {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-address-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  copyFileSync(join(open.stateDirectory, "operator.json"), join(directory, "operator.json"));
  return { directory, pointTo: (url: string) => void writeStageAddress(directory, { url }) };
}

/** Orders end in the place for dead letters; then all is mended. */
async function openLeftOvers(queue: "Dishes" | "Courses") {
  const consumer = queue === "Dishes" ? "Cook" : "Runner";
  const open = await openKitchen(kitchen, breaking(kitchen.plan, consumer));
  for (let n = 0; n < letters; n += 1) {
    const id = `order-${n}`;
    await open.clients().sqs.send(
      new SendMessageCommand({
        QueueUrl: open.urlOf(queue),
        MessageBody: JSON.stringify({
          id,
          dataschema: "https://kitchen.example/schemas/dish.ordered/2",
          data: { dish: "soup" },
        }),
        ...(queue === "Courses" && { MessageGroupId: id, MessageDeduplicationId: `${n}` }),
      }),
    );
  }
  await open.until(() => open.depth(`${queue}LeftOver`).visible === letters);
  await open.deploy(kitchen.plan);
  return { open, place: `${queue}LeftOver`, consumer };
}

type Moment = { readonly before?: string; readonly after?: string };

/** Kills a replay at a moment of its fifth letter, and runs it again. Gives how often each order was delivered. */
async function killAndRepeat(queue: "Dishes" | "Courses", moment: Moment) {
  const { open, place, consumer } = await openLeftOvers(queue);
  const book = addressBook(open);
  const kill = ({ operation, count }: Passing, wanted: string | undefined) => {
    if (operation !== wanted || count !== fatal) return false;
    child.kill("SIGKILL");
    return true;
  };
  book.pointTo(
    await openProxy(open.stage().url, {
      before: (passing) => kill(passing, moment.before),
      after: (passing) => kill(passing, moment.after),
    }),
  );
  const child = startReplay(book.directory, place);
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");

  // What the killed run looked at comes back after a minute, when its visibility timeout ends.
  await open.deploy(kitchen.plan, { laterMs: 61_000 });
  book.pointTo(open.stage().url);
  const again = startReplay(book.directory, place);
  const [said, complained, [code]] = await Promise.all([
    text(again.stdout as NodeJS.ReadableStream),
    text(again.stderr as NodeJS.ReadableStream),
    once(again, "exit"),
  ]);
  expect(complained).toBe("");
  expect(code).toBe(0);
  const delivered = () => Map.groupBy(open.doneBy(consumer), ({ id }) => String(id));
  await open.until(() => delivered().size === letters);
  await open.until(() => open.depth(queue).visible + open.depth(queue).notVisible === 0);
  expect(open.depth(place)).toMatchObject({ visible: 0, notVisible: 0 });
  const times = [...delivered().values()].map(({ length }) => length);
  return { times: times.toSorted(), said };
}

const once12 = Array.from({ length: letters }, () => 1);

test.each<[string, Moment, string]>([
  ["before a letter is sent", { before: "SendMessage" }, "perhaps for the second time"],
  ["between the two queues", { before: "DeleteMessage" }, "was sent by a killed run"],
  ["when a letter is away", { after: "DeleteMessage" }, "sent"],
])(
  "a replay that is killed %s and run again loses none and doubles none",
  async (_when, moment, told) => {
    const { times, said } = await killAndRepeat("Dishes", moment);
    expect(times).toEqual(once12);
    expect(said).toContain(told);
  },
);

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
test("only what was sent in the very moment of the kill is sent twice, and it is said", async () => {
  const { times, said } = await killAndRepeat("Dishes", { after: "SendMessage" });
  expect(times).toEqual([...once12.slice(1), 2]);
  expect(said).toMatch(/^ +1 {2}DishesLeftOver to Dishes: sent, perhaps for the second time/m);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
test("a FIFO queue takes that once, for it knows the copy again", async () => {
  const { times } = await killAndRepeat("Courses", { after: "SendMessage" });
  expect(times).toEqual(once12);
});
