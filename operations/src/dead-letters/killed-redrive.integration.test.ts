import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { writeStageAddress } from "@stagecraft/local-stage/stage/stage-address";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  buildFixture,
  type Fixture,
  type Harness,
  startHarness,
  withFailing,
} from "../../testing/dead-letters/harness.ts";
import { type ProxiedCall, startProxy } from "../../testing/dead-letters/proxy.ts";

const program = fileURLToPath(new URL("./main.ts", import.meta.url));
const messageCount = 12;
/** The first run is killed at this message. */
const killedAt = 5;

let fixture: Fixture;

beforeAll(async () => {
  fixture = await buildFixture();
});

afterAll(() => fixture.remove());

/** Runs `npm run dlq -- redrive` in its own process; `directory` holds its audit and the stage's address. */
function startRedrive(directory: string, source: string): ChildProcess {
  const options = ["--source", source, "--state", directory, "--rate", "500"];
  const args = ["redrive", "--yes", "--unchecked", ...options];
  const child = spawn(process.execPath, [program, ...args], { cwd: fixture.root });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** A folder in which the command finds the stage's address and the operator's credentials. */
function stageAddress(harness: Harness) {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-address-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  copyFileSync(join(harness.stateDirectory, "operator.json"), join(directory, "operator.json"));
  return { directory, set: (url: string) => void writeStageAddress(directory, { url }) };
}

/** Sends messages that become dead-letter messages, then fixes the consumer. */
async function withDeadLetters(queue: "Jobs" | "FifoJobs") {
  const consumer = queue === "Jobs" ? "JobWorker" : "FifoJobWorker";
  const source = `${queue}DeadLetters`;
  const harness = await startHarness(fixture, withFailing(fixture.plan, consumer));
  for (let n = 0; n < messageCount; n += 1) {
    const id = `job-${n}`;
    await harness.sendMessage(
      queue,
      {
        id,
        dataschema: "https://fixture.example/schemas/job.created/2",
        data: { task: "resize" },
      },
      queue === "FifoJobs" ? { MessageGroupId: id, MessageDeduplicationId: `${n}` } : {},
    );
  }
  await harness.until(() => harness.depth(source).visible === messageCount);
  await harness.deploy(fixture.plan);
  return { harness, source, consumer };
}

type Moment = { readonly before?: string; readonly after?: string };

/** Kills a redrive at its fifth message, and runs it again. Returns how often each message was delivered. */
async function killAndRepeat(queue: "Jobs" | "FifoJobs", moment: Moment) {
  const { harness, source, consumer } = await withDeadLetters(queue);
  const address = stageAddress(harness);
  const kill = ({ operation, count }: ProxiedCall, expected: string | undefined) => {
    if (operation !== expected || count !== killedAt) return false;
    child.kill("SIGKILL");
    return true;
  };
  address.set(
    await startProxy(harness.stage().url, {
      before: (call) => kill(call, moment.before),
      after: (call) => kill(call, moment.after),
    }),
  );
  const child = startRedrive(address.directory, source);
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");

  // The messages of the killed run become visible after their visibility timeout of a minute.
  await harness.deploy(fixture.plan, { laterMs: 61_000 });
  address.set(harness.stage().url);
  const second = startRedrive(address.directory, source);
  const [stdout, stderr, [code]] = await Promise.all([
    text(second.stdout as NodeJS.ReadableStream),
    text(second.stderr as NodeJS.ReadableStream),
    once(second, "exit"),
  ]);
  const progress = /^sent: \d+$/;
  expect(stderr.split("\n").filter((line) => line !== "" && !progress.test(line))).toEqual([]);
  expect(code).toBe(0);
  const delivered = () => Map.groupBy(harness.handledBy(consumer), ({ id }) => String(id));
  await harness.until(() => delivered().size === messageCount);
  await harness.until(() => harness.depth(queue).visible + harness.depth(queue).notVisible === 0);
  expect(harness.depth(source)).toMatchObject({ visible: 0, notVisible: 0 });
  const times = [...delivered().values()].map(({ length }) => length);
  return { times: times.toSorted(), stdout };
}

const allOnce = Array.from({ length: messageCount }, () => 1);

test.each<[string, Moment, string]>([
  ["before it sends a message", { before: "SendMessage" }, "maybe for the second time"],
  ["between send and delete", { before: "DeleteMessage" }, "sent by a killed run"],
  ["after it deletes a message", { after: "DeleteMessage" }, "sent"],
])(
  "a redrive that is killed %s and run again delivers each message once",
  async (_when, moment, printed) => {
    const { times, stdout } = await killAndRepeat("Jobs", moment);
    expect(times).toEqual(allOnce);
    expect(stdout).toContain(printed);
  },
);

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
test("only a message that was being sent during the kill is sent twice, and the output says so", async () => {
  const { times, stdout } = await killAndRepeat("Jobs", { after: "SendMessage" });
  expect(times).toEqual([...allOnce.slice(1), 2]);
  expect(stdout).toMatch(/^ +1 {2}JobsDeadLetters to Jobs: sent, maybe for the second time/m);
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html
test("a FIFO queue accepts that message once, because of its deduplication id", async () => {
  const { times } = await killAndRepeat("FifoJobs", { after: "SendMessage" });
  expect(times).toEqual(allOnce);
});
