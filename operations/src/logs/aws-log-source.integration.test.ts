import type { OrderId } from "@stagecraft/contracts/ids";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { buildFixture, type Fixture, startHarness } from "../../testing/dead-letters/harness.ts";
import { awsLogSource } from "./aws-log-source.ts";
import { printLogs } from "./print-logs.ts";

const order = "ord_01JDZ8Q7M0000000000000000A" as OrderId;
const schemas = "https://fixture.example/schemas/job.created/";
const job = (id: string) => ({ id, dataschema: `${schemas}2`, data: { task: "resize" } });

let fixture: Fixture;

beforeAll(async () => {
  fixture = await buildFixture();
});

afterAll(() => fixture.remove());

/** A stage, and its logs as the command reads them on AWS. */
async function openStage() {
  const harness = await startHarness(fixture, fixture.plan);
  const source = awsLogSource(
    { logs: harness.clients().logs, nowMs: harness.stage().nowMs, close() {} },
    { app: fixture.plan.app, stage: fixture.plan.stage, pollMs: 20 },
  );
  const handled = async (...ids: readonly string[]) => {
    for (const id of ids) await harness.sendMessage("Jobs", job(id));
    await harness.until(() =>
      ids.every((id) => harness.handledBy("JobWorker").some((line) => line.id === id)),
    );
  };
  return { harness, source, handled };
}

/** What the command prints, until it ends or the text appears in it. */
async function printed(
  { source }: Awaited<ReturnType<typeof openStage>>,
  options: { readonly order?: OrderId; readonly function?: string; readonly once?: boolean },
  onPrint: (text: string, end: () => void) => void = () => {},
) {
  const enough = new AbortController();
  onTestFinished(() => enough.abort());
  const texts: string[] = [];
  const take = (text: string) => {
    texts.push(text);
    onPrint(texts.join("\n"), () => enough.abort());
  };
  const result = await printLogs({ once: true, errors: false, ...options }, source, {
    root: fixture.root,
    signal: enough.signal,
    print: take,
    warn: take,
  });
  return { result, text: texts.join("\n") };
}

test("the lines of an order are found in CloudWatch, of the function that is named or of all", async () => {
  const stage = await openStage();
  await stage.handled(order, "other");
  expect(await stage.source.functions()).toEqual(expect.arrayContaining(["JobWorker", "Reporter"]));
  const { text, result } = await printed(stage, { order });
  expect(result).toEqual({ ok: true });
  expect(text.split("\n")).toEqual([expect.stringMatching(new RegExp(`JobWorker .*id=${order}`))]);
  expect((await printed(stage, { function: "job-worker" })).text).toMatch(/id=other/);
  expect(await printed(stage, { function: "reporter", order })).toMatchObject({
    result: {
      ok: false,
      reason: `Reporter has not logged ${order}. Functions that have: JobWorker.`,
    },
  });
});

test("an order that no function has logged, and a function without a log, are named", async () => {
  const stage = await openStage();
  expect((await printed(stage, { order, once: false })).result).toMatchObject({
    ok: false,
    reason: expect.stringMatching(
      /^No function has logged the order \w+ of the stage local on AWS\.\n {2}CloudWatch/,
    ),
  });
  expect((await printed(stage, { function: "nobody" })).result).toMatchObject({
    ok: false,
    reason: expect.stringMatching(
      /^No logs of a function "nobody" of the stage local on AWS\. Functions with logs: .*JobWorker/,
    ),
  });
});

test("new lines are followed, each is printed once", async () => {
  const stage = await openStage();
  await stage.handled("first");
  let sent: Promise<void> | undefined;
  const { text, result } = await printed(
    stage,
    { once: false, function: "JobWorker" },
    (so, end) => {
      sent ??= stage.handled("second", "third");
      if (so.includes("id=second") && so.includes("id=third")) end();
    },
  );
  await sent;
  expect(result).toEqual({ ok: true });
  for (const id of ["first", "second", "third"]) {
    expect(text.split(`id=${id}`)).toHaveLength(2);
  }
});
