import { existsSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { openClockOffset } from "@stagecraft/local-stage/stage/clock-offset";
import { openState } from "@stagecraft/local-stage/stage/state";
import { type Stage, startStage } from "@stagecraft/local-stage/start-stage";
import { withInputs } from "@stagecraft/local-stage/testing/edit-plan";
import type { Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { onTestFinished } from "vitest";
import { type Clients, createClients } from "../src/access/clients.ts";
import { readOptions } from "../src/command/options.ts";
import { runCommand } from "../src/command/run-command.ts";
import { openSession } from "../src/session.ts";

/** The Plan of `fixtures/kitchen`, and where its bundles are. */
export type Kitchen = { readonly plan: Plan; readonly root: string; remove(): Promise<void> };

/** Runs the program once, for all tests of a file. */
export async function buildKitchen(stage = "local"): Promise<Kitchen> {
  const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
  const program = await fixtureProgram("kitchen", fixtures);
  return { ...program, plan: await program.plan(stage) };
}

/** The Plan in which these functions fail on everything. */
export function breaking(plan: Plan, ...functionNames: readonly string[]): Plan {
  return functionNames.reduce(
    (edited, name) =>
      withInputs(edited, `${name}Function`, (inputs) => ({
        ...inputs,
        environment: { variables: { ...variablesOf(inputs.environment), BROKEN: "yes" } },
      })),
    plan,
  );
}

function variablesOf(environment: Parameters<typeof isObject>[0]) {
  const variables = isObject(environment) ? environment.variables : undefined;
  return isObject(variables) ? variables : {};
}

export type OpenKitchen = Awaited<ReturnType<typeof openKitchen>>;

/** A stage of the kitchen for one test, and what a test does to it. */
export async function openKitchen(kitchen: Kitchen, plan: Plan) {
  const stateDirectory = await mkdtemp(join(tmpdir(), "stagecraft-kitchen-"));
  let stage: Stage;
  let clients: Clients;

  async function open(next: Plan) {
    stage = await startStage(next, { root: kitchen.root, directory: stateDirectory, seed: 1 });
    const { accessKeyId, secretAccessKey } = stage.operator.credentials;
    clients = createClients({
      region: plan.region,
      endpoint: stage.url,
      credentials: { accessKeyId, secretAccessKey },
    });
  }
  async function shut() {
    for (const client of Object.values(clients)) client.destroy();
    await stage.stop();
  }
  await open(plan);
  onTestFinished(async () => {
    await shut();
    await removeState(stateDirectory);
  });

  return {
    stateDirectory,
    stage: () => stage,
    clients: () => clients,
    /** Deploys another Plan on the same state, at once or so much later. */
    async deploy(next: Plan, { laterMs = 0 } = {}): Promise<void> {
      await shut();
      const state = openState(stateDirectory);
      const { offsetMs, save } = openClockOffset(state);
      save(offsetMs + laterMs);
      state.close();
      await open(next);
    },
    /** Lets time pass until that is so. */
    async until(done: () => boolean): Promise<void> {
      const came = await stage.settle({ done, skip: true, limitMs: 20_000 });
      if (!came) throw new Error(`It did not come to that: ${done}`);
    },
    /** How many messages a queue has, by its name in the program. */
    depth(queue: string) {
      const found = Object.entries(stage.queues()).find(([name]) =>
        name.includes(`-${queue}Queue-`),
      );
      if (!found) throw new Error(`There is no ${queue}`);
      return found[1];
    },
    urlOf(queue: string): string {
      const name = Object.keys(stage.queues()).find((each) => each.includes(`-${queue}Queue-`));
      return `${stage.url}/${plan.accountId}/${name}`;
    },
    /** What a function has told that it did. */
    doneBy: (functionName: string) => doneIn(stateDirectory, functionName),
    /** Runs the command in this process, and reads its JSON. */
    async dlq(...args: readonly string[]): Promise<Printed> {
      const options = readOptions([...args, "--json"]);
      if (typeof options === "string") throw new Error("This is help");
      const notes: string[] = [];
      const session = await openSession({
        root: kitchen.root,
        plan: kitchen.plan,
        stateDirectory,
        note: (line) => void notes.push(line),
      });
      try {
        const { signal } = new AbortController();
        const { text, exitCode } = await runCommand(session, options, { say: () => {}, signal });
        return { ...(JSON.parse(text) as Printed), exitCode, notes };
      } finally {
        session.close();
      }
    },
  };
}

/** What the commands print as JSON, loosely typed. */
// biome-ignore lint/suspicious/noExplicitAny: each test reads the fields of the command that it runs
type Printed = { readonly [name: string]: any };

function doneIn(stateDirectory: string, functionName: string): readonly Printed[] {
  const file = join(stateDirectory, "logs", `${functionName}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((entry) => JSON.parse((JSON.parse(entry) as { line: string }).line) as Printed)
    .filter(({ message }) => message === "done");
}
