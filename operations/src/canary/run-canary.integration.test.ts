import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetAliasCommand, UpdateAliasCommand } from "@aws-sdk/client-lambda";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { startStage } from "@stagecraft/local-stage/start-stage";
import { withInputs } from "@stagecraft/local-stage/testing/edit-plan";
import { until } from "@stagecraft/local-stage/testing/until";
import type { Plan } from "@stagecraft/plan/plan";
import { type FixtureProgram, fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createClients } from "../access/clients.ts";
import type { CanaryAction, CanaryOptions } from "./canary-options.ts";
import { runCanary } from "./run-canary.ts";

const functionName = "weighted-alias-test-Till";
const minuteMs = 60_000;

let program: FixtureProgram;
let plan: Plan;
beforeAll(async () => {
  program = await fixtureProgram("weighted-alias");
  plan = await program.plan("test");
});
afterAll(() => program.remove());

const releaseOf = (release: string, program: Plan) =>
  withInputs(program, "TillFunction", (inputs) => ({
    ...inputs,
    environment: { variables: { RELEASE: release } },
  }));

/** A stage on which each of these releases was deployed, and the command on it. */
const deploy = (...releases: readonly string[]) => deployOf(plan, ...releases);

async function deployOf(edited: Plan, ...releases: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), "stagecraft-canary-"));
  onTestFinished(() => removeState(directory));
  const start = (release: string) =>
    startStage(releaseOf(release, edited), { root: program.root, directory, seed: 1 });
  for (const release of releases.slice(0, -1)) await (await start(release)).stop();
  const stage = await start(releases.at(-1) ?? "first");
  const { accessKeyId, secretAccessKey } = stage.operator.credentials;
  const clients = createClients({
    region: plan.region,
    endpoint: stage.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  onTestFinished(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await stage.stop();
  });

  const answers = async (count: number) => {
    const versions: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const response = await fetch(`${stage.url}/till`, { method: "POST" });
      versions.push(((await response.json()) as { version?: string }).version ?? "none");
    }
    return versions;
  };
  /** Skips minutes until an alarm is in a state. */
  const alarmIs = (name: string, state: string) => {
    const isSo = () =>
      stage.alarms().some((alarm) => alarm.logicalName === name && alarm.state === state);
    return until(`${name} is in ${state}`, () => {
      if (!isSo()) stage.jump(minuteMs);
      return isSo();
    });
  };
  const alias = () =>
    clients.lambda.send(new GetAliasCommand({ FunctionName: functionName, Name: "live" }));

  return {
    answers,
    alias,
    clients,
    /** Brings the page about the API to ALARM: it has no such route. */
    async refuse() {
      expect((await fetch(`${stage.url}/unknown`)).status).toBe(404);
      await alarmIs("ApiRefuses", "ALARM");
    },
    /** Brings the ticket about the function to ALARM. */
    async warn() {
      await fetch(`${stage.url}/till?warn`, { method: "POST" });
      await alarmIs("TillWarns", "ALARM");
    },
    alarmIs,
    /** Runs the command; between two looks the stage gets requests. */
    async canary(
      action: CanaryAction = "release",
      given: Partial<CanaryOptions> & {
        readonly requests?: number;
        readonly signal?: AbortSignal;
        readonly during?: (look: number) => unknown;
      } = {},
    ) {
      const { requests = 40, signal = new AbortController().signal, during, ...options } = given;
      const lines: string[] = [];
      let looks = 0;
      const result = await runCanary(plan, {
        options: {
          stage: "test",
          action,
          stepsPercent: [10, 50],
          watchMs: 0,
          failedPercent: 1,
          again: false,
          ...options,
        },
        connect: async () => ({ ...clients, nowMs: stage.nowMs }),
        signal,
        log: (line) => lines.push(line),
        async wait() {
          looks += 1;
          await answers(requests);
          await during?.(looks);
        },
      });
      return { ...result, lines, looks };
    },
  };
}

test("a good version gets 10 %, then 50 %, then every invocation", async () => {
  const { canary, answers, alias } = await deploy("first", "second");
  expect(new Set(await answers(5))).toEqual(new Set(["1"]));
  const weights: unknown[] = [];
  const { text, exitCode, lines } = await canary("release", {
    during: async () => weights.push((await alias()).RoutingConfig?.AdditionalVersionWeights),
  });
  expect({ text, exitCode }).toEqual({ text: "Released Till 2.", exitCode: 0 });
  expect(weights).toEqual([{ "2": 0.1 }, { "2": 0.5 }]);
  expect(lines.join("\n")).toMatch(
    /version 1 gets the invocations, version 2 is new\nstep 1 of 2: 10 % of the invocations go to Till 2.*\n {2}0 s: .*Till 2: \d+ invocations, 0 errors, 0 error lines\nstep 2 of 2: 50 %/,
  );
  expect(new Set(await answers(5))).toEqual(new Set(["2"]));
  expect((await alias()).RoutingConfig).toBeUndefined();
});

test("a version that throws is rolled back in the first step", async () => {
  const { canary, answers, alias } = await deploy("first", "broken");
  const { text, exitCode, looks } = await canary();
  expect(exitCode).toBe(1);
  expect(looks).toBe(1);
  expect(text).toMatch(/^Rolled back: every invocation goes to Till 1 again\.$/m);
  // Of 40 requests. docs/adr/0024-canary-releases.md has the number.
  expect(text).toMatch(
    /why {3}version 2 of Till failed 6 of 6 invocations, more than 1 % above version 1, which failed 0 of 34$/m,
  );
  expect(text).toMatch(
    /next {2}npm run logs -- --errors --once --stage test\n {2}next {2}npm run alarms -- --stage test$/,
  );
  expect(new Set(await answers(20))).toEqual(new Set(["1"]));
  expect(await alias()).toMatchObject({
    FunctionVersion: "1",
    Description: expect.stringMatching(/^version 1 since \d{4}-\S+, rolled back from version 2$/),
  });
});

test("a version that does not start is rolled back", async () => {
  const { canary, answers } = await deploy("first", "unloadable");
  const { text, exitCode, looks } = await canary();
  expect({ exitCode, looks }).toEqual({ exitCode: 1, looks: 1 });
  expect(text).toMatch(/version 2 of Till failed (\d+) of \1 invocations/);
  expect(new Set(await answers(5))).toEqual(new Set(["1"]));
});

test("a version that answers with a status of 500 is rolled back, although no invocation has failed", async () => {
  const { canary } = await deploy("first", "failing");
  const { text, exitCode, lines } = await canary();
  expect(exitCode).toBe(1);
  expect(text).toMatch(/version 2 of Till failed \d+ of \d+ invocations/);
  expect(lines.join("\n")).toMatch(/Till 2: \d+ invocations, 0 errors, [1-9]\d* error lines/);
});

test("a page that goes into ALARM rolls a good version back, whatever it is about", async () => {
  const { canary, alias, refuse } = await deploy("first", "second");
  const { text, exitCode, lines, looks } = await canary("release", {
    during: (look) => look === 2 && refuse(),
  });
  expect({ exitCode, looks }).toEqual({ exitCode: 1, looks: 2 });
  expect(lines.filter((line) => line.startsWith("  "))).toEqual([
    expect.stringContaining(" 0 alarms; "),
    expect.stringContaining(" 1 alarm; "),
  ]);
  expect(text).toContain(
    "why   the alarm weighted-alias-test-ApiRefuses went into ALARM: Threshold Crossed",
  );
  expect(await alias()).toMatchObject({ FunctionVersion: "1" });
});

test.each([
  ["a metric filter makes its metric from the function's log", {}],
  [
    "its metric has the dimension FunctionName",
    {
      namespace: "AWS/Lambda",
      metricName: "Invocations",
      dimensions: { FunctionName: functionName },
    },
  ],
])("a ticket about the released function rolls back: %s", async (_why, watched) => {
  const edited = withInputs(plan, "TillWarns", (inputs) => ({ ...inputs, ...watched }));
  const { canary, warn } = await deployOf(edited, "first", "second");
  const { text, exitCode } = await canary("release", { during: warn });
  expect(exitCode).toBe(1);
  expect(text).toContain("why   the alarm weighted-alias-test-TillWarns went into ALARM");
});

test("a ticket about something else does not roll back, and is named", async () => {
  const ofTicket = withInputs(plan, "ApiRefuses", ({ alarmDescription, ...inputs }) => ({
    ...inputs,
    alarmDescription: String(alarmDescription).replace("page", "ticket"),
  }));
  const { canary, refuse } = await deployOf(ofTicket, "first", "second");
  const { text, exitCode, lines } = await canary("release", {
    during: (look) => look === 1 && refuse(),
  });
  expect({ text, exitCode }).toEqual({ text: "Released Till 2.", exitCode: 0 });
  expect(lines.join("\n")).toContain(
    " 0 alarms, not counting tickets about something else: weighted-alias-test-ApiRefuses; ",
  );
});

test("an alarm that has fired since before the release does not roll back", async () => {
  const { canary, refuse } = await deploy("first", "second");
  await refuse();
  const { text, exitCode, lines } = await canary();
  expect({ text, exitCode }).toEqual({ text: "Released Till 2.", exitCode: 0 });
  expect(lines).toContain(
    "weighted-alias-test-ApiRefuses is in ALARM before the release, and does not count",
  );
});

test("an alarm that has ended during the release and fires again rolls back", async () => {
  const { canary, refuse, alarmIs } = await deploy("first", "second");
  await refuse();
  const { text, exitCode, looks } = await canary("release", {
    during: async (look) => {
      await alarmIs("ApiRefuses", "OK");
      if (look === 2) await refuse();
    },
  });
  expect({ exitCode, looks }).toEqual({ exitCode: 1, looks: 2 });
  expect(text).toContain("why   the alarm weighted-alias-test-ApiRefuses went into ALARM");
});

test("a version that was rolled back is not tried again, except on demand", async () => {
  const { canary } = await deploy("first", "broken");
  await canary();
  const { text, exitCode, lines } = await canary();
  expect({ text, exitCode }).toEqual({ text: "Nothing to release.", exitCode: 0 });
  expect(lines).toEqual([
    "Till: version 2 is the newest and was rolled back; deploy another one, or add --again",
  ]);
  expect((await canary("release", { again: true })).exitCode).toBe(1);
});

test("the watch of a step goes on until its time is over", async () => {
  const { canary } = await deploy("first", "second");
  const { looks, lines } = await canary("release", {
    stepsPercent: [10],
    watchMs: 70_000,
    requests: 2,
  });
  expect(looks).toBe(3);
  expect(lines.filter((line) => line.startsWith("  ")).map((line) => line.split(":")[0])).toEqual([
    "  30 s",
    "  1 min",
    "  1 min 10 s",
  ]);
});

test("a version without invocations is released, and the command says that nobody has judged it", async () => {
  const { canary } = await deploy("first", "second");
  const { exitCode, lines } = await canary("release", { stepsPercent: [10], requests: 0 });
  expect(exitCode).toBe(0);
  expect(lines.at(-1)).toBe("  Till 2 got no invocation until now: nothing speaks for it");
});

test("an interrupted release gives every invocation to the version before", async () => {
  const { canary, alias } = await deploy("first", "second");
  const controller = new AbortController();
  const interrupted = new Error("interrupted");
  const released = canary("release", {
    signal: controller.signal,
    during: () => controller.abort(interrupted),
  });
  await expect(released).rejects.toBe(interrupted);
  expect(await alias()).toMatchObject({ FunctionVersion: "1" });
  expect((await alias()).RoutingConfig).toBeUndefined();
});

test("an alias that somebody else moves ends the release, and stays as they have moved it", async () => {
  const { canary, alias, clients } = await deploy("first", "second");
  const byHand = { FunctionName: functionName, Name: "live", FunctionVersion: "2" };
  const released = canary("release", {
    during: () =>
      clients.lambda.send(
        new UpdateAliasCommand({ ...byHand, RoutingConfig: { AdditionalVersionWeights: {} } }),
      ),
  });
  await expect(released).rejects.toThrow(
    'Somebody else has moved the alias "live" of Till meanwhile',
  );
  expect(await alias()).toMatchObject({ FunctionVersion: "2" });
});

test("a rollback by hand leads back to the version before, at once", async () => {
  const { canary, answers } = await deploy("first", "second");
  await canary("release", { requests: 1 });
  expect(await canary("status")).toMatchObject({
    text: expect.stringMatching(
      /^Till: version 2 gets every invocation; it is the newest, published \d+ s ago; before it 1$/,
    ),
  });
  expect(await canary("rollback")).toMatchObject({
    text: "Till: version 1 gets every invocation, version 2 none",
    exitCode: 0,
  });
  expect(new Set(await answers(5))).toEqual(new Set(["1"]));
  expect(await canary("rollback")).toMatchObject({
    text: "Till: there is no version before 1, which gets every invocation",
    exitCode: 1,
  });
});

test("a rollback of one function takes its name as npm run logs does, and a function without alias has nothing to go back to", async () => {
  const { canary } = await deploy("first", "second");
  await canary("release", { requests: 1 });
  const { text, exitCode } = await canary("rollback", { functionName: "Other" });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^Other has no alias "live".*docs\/runbooks.*with the alias: Till\.$/);
  expect(await canary("rollback", { functionName: "till" })).toMatchObject({
    text: "Till: version 1 gets every invocation, version 2 none",
    exitCode: 0,
  });
});

test("a rollback in the middle of a release takes its share away", async () => {
  const { canary, answers, clients } = await deploy("first", "second");
  await clients.lambda.send(
    new UpdateAliasCommand({
      FunctionName: functionName,
      Name: "live",
      RoutingConfig: { AdditionalVersionWeights: { "2": 0.25 } },
    }),
  );
  expect((await canary("status")).text).toMatch(
    /^Till: version 1 gets 75 % of the invocations, version 2 gets 25 %; the newest is 2, published \d+ s ago$/,
  );
  expect(await canary("rollback")).toMatchObject({ exitCode: 0 });
  expect(new Set(await answers(20))).toEqual(new Set(["1"]));
});

test("a rollback leads from a version that somebody moved the alias to by hand to the one below, except one that was rolled back", async () => {
  const { canary, clients } = await deploy("first", "second", "broken", "third");
  const move = (version: string) =>
    clients.lambda.send(
      new UpdateAliasCommand({
        FunctionName: functionName,
        Name: "live",
        FunctionVersion: version,
        RoutingConfig: { AdditionalVersionWeights: {} },
      }),
    );
  await move("3");
  expect(await canary("rollback")).toMatchObject({
    text: "Till: version 2 gets every invocation, version 3 none",
  });
  await move("3");
  expect(await canary("status")).toMatchObject({
    text: expect.stringMatching(
      /^Till: version 3 gets every invocation; the newest is 4, published .*; it was rolled back before$/,
    ),
  });
  await move("4");
  expect(await canary("rollback")).toMatchObject({
    text: "Till: version 2 gets every invocation, version 4 none",
  });
});

test("the first version of a stage is released by its deploy", async () => {
  const { canary } = await deploy("first");
  const { text, exitCode, lines } = await canary();
  expect({ text, exitCode }).toEqual({ text: "Nothing to release.", exitCode: 0 });
  expect(lines).toEqual(["Till: version 1 is the newest, and gets every invocation"]);
});

test.each([
  ["release", 0, /changes that\.$/],
  ["status", 0, /changes that\.$/],
  ["rollback", 1, /\nNothing was rolled back: revert the commit and deploy, see docs\/runbooks/],
] as const)(
  "%s on a stage without aliases ends with %i before it connects, and says why",
  async (action, code, ending) => {
    const { text, exitCode } = await runCanary(
      { ...plan, resources: plan.resources.filter(({ type }) => !type.includes("alias:")) },
      {
        options: {
          stage: "test",
          action,
          stepsPercent: [10],
          watchMs: 0,
          failedPercent: 1,
          again: false,
        },
        connect: () => Promise.reject(new Error("not running")),
        signal: new AbortController().signal,
        wait: async () => {},
        log: () => {},
      },
    );
    expect(exitCode).toBe(code);
    expect(text).toMatch(
      /^The stage test has no function with an alias "live".*canary in infra\/stages\.ts/,
    );
    expect(text).toMatch(ending);
  },
);
