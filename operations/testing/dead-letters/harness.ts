import { existsSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, type SendMessageCommandInput } from "@aws-sdk/client-sqs";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { openClockOffset } from "@stagecraft/local-stage/stage/clock-offset";
import { openState } from "@stagecraft/local-stage/stage/state";
import type { Trouble } from "@stagecraft/local-stage/stage/trouble";
import { type Stage, startStage } from "@stagecraft/local-stage/start-stage";
import { withInputs } from "@stagecraft/local-stage/testing/edit-plan";
import type { Plan } from "@stagecraft/plan/plan";
import { isObject } from "@stagecraft/plan/resources";
import { fixtureProgram } from "@stagecraft/plan/testing/fixture-program";
import { onTestFinished } from "vitest";
import { type Clients, createClients } from "../../src/access/clients.ts";
import { readOptions } from "../../src/dead-letters/command/options.ts";
import { runCommand } from "../../src/dead-letters/command/run-command.ts";
import { openSession } from "../../src/dead-letters/session.ts";

const fixture = "dead-letter-sources";

/** The Plan of the fixture, and the folder with its bundles. */
export type Fixture = { readonly plan: Plan; readonly root: string; remove(): Promise<void> };

/** Reads the fixture's Plan, once for all tests of a file. */
export async function buildFixture(stage = "local"): Promise<Fixture> {
  const program = await fixtureProgram(fixture);
  return { ...program, plan: await program.plan(stage) };
}

/** The Plan in which these functions fail on every event. */
export function withFailing(plan: Plan, ...functionNames: readonly string[]): Plan {
  return functionNames.reduce(
    (edited, name) =>
      withInputs(edited, `${name}Function`, (inputs) => ({
        ...inputs,
        environment: { variables: { ...variablesOf(inputs.environment), ALWAYS_FAIL: "yes" } },
      })),
    plan,
  );
}

function variablesOf(environment: Parameters<typeof isObject>[0]) {
  const variables = isObject(environment) ? environment.variables : undefined;
  return isObject(variables) ? variables : {};
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Starts a local stage of the fixture for one test, with a function for each kind of dead-letter source. */
export async function startHarness(
  { root, plan: originalPlan }: Fixture,
  plan: Plan,
  onTrouble: (trouble: Trouble) => void = () => {},
) {
  const stateDirectory = await mkdtemp(join(tmpdir(), "stagecraft-dlq-"));
  let stage: Stage;
  let clients: Clients;

  async function open(next: Plan) {
    stage = await startStage(next, { root, directory: stateDirectory, seed: 1, onTrouble });
    const { accessKeyId, secretAccessKey } = stage.operator.credentials;
    clients = createClients({
      region: plan.region,
      endpoint: stage.url,
      credentials: { accessKeyId, secretAccessKey },
    });
  }
  async function close() {
    for (const client of Object.values(clients)) client.destroy();
    await stage.stop();
  }
  await open(plan);
  onTestFinished(async () => {
    await close();
    await removeState(stateDirectory);
  });

  const queueUrl = (queue: string) => {
    const name = Object.keys(stage.queues()).find((each) => each.includes(`-${queue}Queue-`));
    return `${stage.url}/${plan.accountId}/${name}`;
  };

  return {
    stateDirectory,
    stage: () => stage,
    clients: () => clients,
    queueUrl,
    /** Deploys another Plan on the same state, now or after so much time. */
    async deploy(next: Plan, { laterMs = 0 } = {}): Promise<void> {
      await close();
      const state = openState(stateDirectory);
      const { offsetMs, save } = openClockOffset(state);
      save(offsetMs + laterMs);
      state.close();
      await open(next);
    },
    /** Lets the stage's time pass until the condition is true. */
    async until(condition: () => boolean): Promise<void> {
      const settled = await stage.settle({ done: condition, skip: true, limitMs: 20_000 });
      if (!settled) throw new Error(`The condition did not become true: ${condition}`);
    },
    /** Returns the id of the message. */
    async sendMessage(
      queue: string,
      body: unknown,
      options: Partial<SendMessageCommandInput> = {},
    ): Promise<string> {
      const { MessageId = "" } = await clients.sqs.send(
        new SendMessageCommand({
          QueueUrl: queueUrl(queue),
          MessageBody: typeof body === "string" ? body : JSON.stringify(body),
          ...options,
        }),
      );
      return MessageId;
    },
    /** Puts a record for each id on the stream, all with the same key. */
    async putRecords(...ids: readonly string[]): Promise<void> {
      await clients.kinesis.send(
        new PutRecordsCommand({
          StreamARN: arnOf(plan, "aws:kinesis/stream:Stream"),
          Records: ids.map((id) => ({
            PartitionKey: "key",
            Data: Buffer.from(JSON.stringify({ id })),
          })),
        }),
      );
    },
    async invokeAsync(functionName: string, event: object): Promise<void> {
      await clients.lambda.send(
        new InvokeCommand({
          FunctionName: `${fixture}-${plan.stage}-${functionName}`,
          InvocationType: "Event",
          Payload: Buffer.from(JSON.stringify(event)),
        }),
      );
    },
    async startExecution(name: string, input: object): Promise<void> {
      await clients.sfn.send(
        new StartExecutionCommand({
          stateMachineArn: arnOf(plan, "aws:sfn/stateMachine:StateMachine"),
          name,
          input: JSON.stringify(input),
        }),
      );
    },
    /** How many messages a queue has, by its name in the program. */
    depth(queue: string) {
      const found = Object.entries(stage.queues()).find(([name]) =>
        name.includes(`-${queue}Queue-`),
      );
      if (!found) throw new Error(`There is no queue ${queue}`);
      return found[1];
    },
    /** What a function has handled, from its log. */
    handledBy: (functionName: string) => handledIn(stateDirectory, functionName),
    /** Runs `npm run dlq` in this process, and parses its JSON. */
    async dlq(...args: readonly string[]): Promise<Printed> {
      const { text, ...more } = await run(...args, "--json");
      return { ...(JSON.parse(text) as Printed), ...more };
    },
    /** The same command's text. */
    dlqText: async (...args: readonly string[]) => (await run(...args)).text,
  };

  async function run(...args: readonly string[]) {
    const options = readOptions(args);
    if (typeof options === "string") throw new Error("Expected a command, not help");
    const warnings: string[] = [];
    const session = await openSession({
      root,
      plan: originalPlan,
      stateDirectory,
      warn: (line) => void warnings.push(line),
    });
    try {
      const { signal } = new AbortController();
      const result = await runCommand(session, options, { say: () => {}, signal });
      return { ...result, warnings };
    } finally {
      session.close();
    }
  }
}

/** The JSON of a command, loosely typed. */
// biome-ignore lint/suspicious/noExplicitAny: each test reads the fields of the command that it runs
type Printed = { readonly [name: string]: any };

function arnOf(plan: Plan, type: string): string {
  const found = plan.resources.find((resource) => resource.type === type);
  return String(found?.outputs.arn);
}

function handledIn(stateDirectory: string, functionName: string): readonly Printed[] {
  const file = join(stateDirectory, "logs", `${functionName}.jsonl`);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((entry) => JSON.parse((JSON.parse(entry) as { line: string }).line) as Printed)
    .filter(({ message }) => message === "done");
}
