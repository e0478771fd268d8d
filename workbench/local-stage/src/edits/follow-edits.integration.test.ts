import { mkdtempSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Plan } from "@stagecraft/plan/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { withoutResources } from "../../testing/edit-plan.ts";
import { ask, buildPostOffice, type PostOffice } from "../../testing/probe-stage.ts";
import { removeState } from "../remove-state.ts";
import { type Stage, startStage } from "../start-stage.ts";
import { followEdits } from "./follow-edits.ts";
import { swapStage } from "./swap-stage.ts";

let office: PostOffice;
let stage: Stage;
let followed: Awaited<ReturnType<typeof followEdits>>;
let directory: string;
const told: string[] = [];

/** One stage for all: each test leaves it running, with the edits that it could take over. */
beforeAll(async () => {
  office = await buildPostOffice();
  directory = mkdtempSync(join(tmpdir(), "stagecraft-edits-"));
  // The database, which none of this needs, takes longer to start than the rest.
  const start = (plan: Plan) =>
    startStage(withoutResources(plan, "LedgerDatabaseCluster"), { root: office.root, directory });
  stage = await start(office.plan);
  followed = await followEdits({
    root: office.root,
    plan: office.plan,
    stage: () => stage,
    async apply(after, before) {
      const swapped = await swapStage({ stage, before, after, start });
      stage = swapped.stage;
      if (swapped.refused) throw swapped.refused;
    },
    log: (line) => told.push(line),
  });
});

beforeEach(() => void told.splice(0));

afterAll(async () => {
  await followed.close();
  await stage.stop();
  await removeState(directory);
  await office.remove();
});

async function edit(path: string, from: string, to: string) {
  const file = join(office.root, path);
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

const hasTold = (pattern: RegExp) => expect.poll(() => told.join("\n")).toMatch(pattern);

test("saved code runs from the next invocation on, and only where it is", async () => {
  await ask(stage, "desk", { do: "echo", text: "hello" });
  await ask(stage, "vault", { do: "echo", text: "hello" });
  const before = stage.functions();
  await edit("src/carry-out.ts", "return { result", "return { result: `new` }; return { result");
  await hasTold(/saved: src\/carry-out\.ts\nthe next invocations of Desk.* run the new code/);
  expect(await ask(stage, "desk", { do: "echo", text: "hello" })).toMatchObject({ result: "new" });
  expect(stage.functions()["post-office-Sorter"]).toEqual(before["post-office-Sorter"]);
});

test("code that cannot be bundled is told with its place, and the old code runs on", async () => {
  await edit("src/carry-out.ts", "return { result: await", "return {{{ result: await");
  await hasTold(/src\/carry-out\.ts:\d+:\d+: .*\nWhat runs stays as it was\./);
  expect(await ask(stage, "desk", { do: "echo", text: "hello" })).toMatchObject({ result: "new" });
  await edit("src/carry-out.ts", "return {{{", "return {");
  await hasTold(/the built code is the same/);
});

test("a saved program is told as a difference, and runs with the state that there was", async () => {
  const [undeliverable = ""] = Object.keys(stage.queues()).filter((name) => /Undeliv/.test(name));
  const { url: endpoint, operator } = stage;
  const { accessKeyId, secretAccessKey } = operator.credentials;
  const sqs = new SQSClient({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId, secretAccessKey },
  });
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: undeliverable }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "stays" }));
  await edit("infra/letters.ts", "retry: 2", "retry: 3");
  await hasTold(/redrivePolicy\.maxReceiveCount: 2 -> 3[\s\S]*applied/);
  expect(stage.queues()[undeliverable]).toMatchObject({ visible: 1 });
  expect(await ask(stage, "desk", { do: "echo", text: "hello" })).toMatchObject({ result: "new" });
});

test("a mistake in the program, and what a deploy would refuse, are told; what ran runs on", async () => {
  await edit("infra/letters.ts", "retry: 3", "retry: missing");
  await hasTold(/infra\/letters\.ts:\d+:\d+: missing is not defined\nWhat runs stays as it was\./);
  await edit("infra/letters.ts", "retry: missing", "retry: 3");
  await hasTold(/the program declares the same as before/);
  await edit("infra/letters.ts", '"30 seconds"', '"2 seconds"');
  await hasTold(
    /visibility timeout[\s\S]*services-sqs-configure\.html\nWhat runs stays as it was\./,
  );
  expect(await ask(stage, "desk", { do: "echo", text: "hello" })).toMatchObject({ result: "new" });
});

test("a Plan that cannot start is told, and the one before starts again", async () => {
  await edit("infra/letters.ts", '"2 seconds"', '"30 seconds"');
  await hasTold(/the program declares the same as before/);
  await edit("infra/sorter.ts", '"sqs:ReceiveMessage", ', "");
  await hasTold(
    /A deploy of this would fail:\nSorter[\s\S]*sqs:ReceiveMessage[\s\S]*\nWhat runs stays/,
  );
  expect(await ask(stage, "desk", { do: "echo", text: "hello" })).toMatchObject({ result: "new" });
});
