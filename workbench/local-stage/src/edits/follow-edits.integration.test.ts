import { mkdtempSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Plan } from "@stagecraft/plan/plan";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clientOf } from "../../testing/client-of.ts";
import { withoutResources } from "../../testing/edit-plan.ts";
import { ask, buildProbe, type ProbeProgram } from "../../testing/probe-stage.ts";
import { removeState } from "../remove-state.ts";
import { type Stage, startStage } from "../start-stage.ts";
import { followEdits } from "./follow-edits.ts";
import { swapStage } from "./swap-stage.ts";

let probe: ProbeProgram;
let stage: Stage;
let followed: Awaited<ReturnType<typeof followEdits>>;
let directory: string;
const logged: string[] = [];

/** One stage for all tests: each leaves it running, with the edits that were applied. */
beforeAll(async () => {
  probe = await buildProbe();
  directory = mkdtempSync(join(tmpdir(), "stagecraft-edits-"));
  // None of these tests needs the database, which is slow to start.
  const start = (plan: Plan) =>
    startStage(withoutResources(plan, "ProbeDatabaseCluster"), { root: probe.root, directory });
  stage = await start(probe.plan);
  followed = await followEdits({
    root: probe.root,
    plan: probe.plan,
    stage: () => stage,
    async apply(after, before) {
      const swapped = await swapStage({ stage, before, after, start });
      stage = swapped.stage;
      if (swapped.refused) throw swapped.refused;
    },
    log: (line) => logged.push(line),
  });
});

beforeEach(() => void logged.splice(0));

afterAll(async () => {
  await followed.close();
  await stage.stop();
  await removeState(directory);
  await probe.remove();
});

async function edit(path: string, from: string, to: string) {
  const file = join(probe.root, path);
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

const hasLogged = (pattern: RegExp) => expect.poll(() => logged.join("\n")).toMatch(pattern);

test("saved code runs from the next invocation on, only in the functions that contain it", async () => {
  await ask(stage, "api-probe", { do: "echo", text: "hello" });
  await ask(stage, "vpc-probe", { do: "echo", text: "hello" });
  const before = stage.functions();
  await edit("src/probe.ts", "return { result", "return { result: `new` }; return { result");
  await hasLogged(/saved: src\/probe\.ts\nthe next invocations of ApiProbe.* run the new code/);
  expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
    result: "new",
  });
  expect(stage.functions()["probe-QueueConsumer"]).toEqual(before["probe-QueueConsumer"]);
});

test("code that cannot be bundled is logged with its position, and the old code keeps running", async () => {
  await edit("src/probe.ts", "return { result: await", "return {{{ result: await");
  await hasLogged(/src\/probe\.ts:\d+:\d+: .*\nThe stage keeps running as it was\./);
  expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
    result: "new",
  });
  await edit("src/probe.ts", "return {{{", "return {");
  await hasLogged(/the built code is the same/);
});

test("a saved program is logged as a difference, and runs with the same state", async () => {
  const [deadLetters = ""] = Object.keys(stage.queues()).filter((name) => /DeadLetters/.test(name));
  const sqs = new SQSClient(clientOf(stage));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetters }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "stays" }));
  await edit("infra/queues.ts", "retry: 2", "retry: 3");
  await hasLogged(/redrivePolicy\.maxReceiveCount: 2 -> 3[\s\S]*applied/);
  expect(stage.queues()[deadLetters]).toMatchObject({ visible: 1 });
  expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
    result: "new",
  });
});

test("an error in the program, and what a deploy would refuse, are logged; the stage keeps running", async () => {
  await edit("infra/queues.ts", "retry: 3", "retry: missing");
  await hasLogged(
    /infra\/queues\.ts:\d+:\d+: missing is not defined\nThe stage keeps running as it was\./,
  );
  await edit("infra/queues.ts", "retry: missing", "retry: 3");
  await hasLogged(/the program declares the same as before/);
  await edit("infra/queues.ts", '"30 seconds"', '"2 seconds"');
  await hasLogged(
    /visibility timeout[\s\S]*services-sqs-configure\.html\nThe stage keeps running as it was\./,
  );
  expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
    result: "new",
  });
});

test("a Plan that cannot start is logged, and the earlier one starts again", async () => {
  await edit("infra/queues.ts", '"2 seconds"', '"30 seconds"');
  await hasLogged(/the program declares the same as before/);
  await edit("infra/queue-consumer.ts", '"sqs:ReceiveMessage", ', "");
  await hasLogged(
    /A deploy of this would fail:\nQueueConsumer[\s\S]*sqs:ReceiveMessage[\s\S]*\nThe stage keeps running/,
  );
  expect(await ask(stage, "api-probe", { do: "echo", text: "hello" })).toMatchObject({
    result: "new",
  });
});
