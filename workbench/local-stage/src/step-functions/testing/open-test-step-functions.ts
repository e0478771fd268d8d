import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import { onTestFinished } from "vitest";
import { type Answer, callOperation } from "../../../testing/call-operation.ts";
import { collectMetrics } from "../../cloudwatch/testing/collect-metrics.ts";
import type { Clock } from "../../common/clock.ts";
import type { HoldTimeouts, InvocationOutcome } from "../../common/invocation.ts";
import type { Operation } from "../../common/operation.ts";
import { createManualClock } from "../../common/testing/manual-clock.ts";
import { openState, type State } from "../../stage/state.ts";
import { openRevisionStore } from "../definition/revision-store.ts";
import type { EngineEvent } from "../engine/engine-event.ts";
import { createStepFunctions, type StepFunctions } from "../step-functions.ts";

export const machineArn = "arn:aws:states:eu-west-1:123456789012:stateMachine:flow";
export const roleArn = "arn:aws:iam::123456789012:role/flow";
export const functionArn = (name: string) =>
  `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

/** What a function does in a test: its result, or an outcome. */
export type TestFunction = (
  event: Answer,
  functionName: string,
  holdTimeouts: HoldTimeouts,
) => unknown;

export const outcomeOf = {
  error: (errorType: string, errorMessage = ""): InvocationOutcome => ({
    kind: "function-error",
    payload: { errorType, errorMessage },
    requestId: "r",
  }),
  throttled: {
    kind: "throttled",
    reason: "ConcurrentInvocationLimitExceeded",
  } satisfies InvocationOutcome,
};

/** A JSONata definition that starts at its first state. */
export function machineOf(
  states: { readonly [name: string]: object },
  more: Partial<StateMachineDefinition> & { readonly top?: object } = {},
): StateMachineDefinition {
  const { top, ...changes } = more;
  const [StartAt] = Object.keys(states);
  return {
    logicalName: "Flow",
    name: "flow",
    arn: machineArn,
    type: "STANDARD",
    roleArn,
    definition: JSON.stringify({ QueryLanguage: "JSONata", StartAt, States: states, ...top }),
    logging: { level: "OFF", includeExecutionData: false },
    ...changes,
  };
}

/** A branch of a Parallel, or what a Map runs for an item. It starts at its first state. */
export function branch(states: { readonly [name: string]: object }): object {
  return { StartAt: Object.keys(states)[0], States: states };
}

/** A task that invokes a function of a test. */
export function invoking(name: string, more: object = {}): object {
  return {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: { FunctionName: functionArn(name), Payload: "{% $states.input %}" },
    Output: "{% $states.result.Payload %}",
    ...more,
  };
}

/** A task that passes its token to a function and waits. */
export function awaiting(name: string, more: object = {}): object {
  return invoking(name, {
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Arguments: {
      FunctionName: functionArn(name),
      Payload: { token: "{% $states.context.Task.Token %}" },
    },
    Output: "{% $states.result %}",
    ...more,
  });
}

/** Step Functions over a state of its own in a temporary folder, which is removed when the test ends. */
export function openTestStepFunctions<C extends Clock = ReturnType<typeof createManualClock>>(
  stateMachines: readonly StateMachineDefinition[],
  options: {
    readonly functions?: { readonly [name: string]: TestFunction };
    readonly clock?: C;
    readonly denied?: string;
    readonly trusted?: boolean;
    readonly seed?: number;
    readonly throttlesTransition?: (stateMachine: string) => boolean;
    /** Checks the definitions, as a first start does; otherwise they are stored as accepted, which is faster. */
    readonly check?: boolean;
  } = {},
) {
  const clock = options.clock ?? (createManualClock() as Clock as C);
  const root = mkdtempSync(join(tmpdir(), "step-functions-"));
  let directory = join(root, "1");
  const events: EngineEvent[] = [];
  const sent: Answer[] = [];
  const metrics = collectMetrics();
  let functions = options.functions ?? {};
  let machines = stateMachines;
  /** The running one is last; killed ones are ended with the test. */
  const stages: { readonly state: State; readonly stepFunctions?: StepFunctions }[] = [];
  const stepFunctions = () => stages.at(-1)?.stepFunctions as StepFunctions;
  const no = { allowed: false, message: "not authorized", explanation: "no statement" } as const;
  const sendMessage: Operation = {
    permissions: (input) => [{ action: "sqs:SendMessage", resource: (input as Answer).QueueUrl }],
    run(input, { caller }) {
      sent.push({ ...(input as object), caller });
      return { MessageId: `m${sent.length}`, MD5OfMessageBody: "d4" };
    },
  };
  const open = () => {
    const state = openState(directory);
    stages.push({ state });
    if (!options.check) accept(state, machines, clock.nowMs());
    const made = createStepFunctions({
      state,
      clock,
      stateMachines: machines,
      seed: options.seed ?? 1,
      sendMessage,
      authority: {
        authorize: (_, { action }) => (action === options.denied ? no : { allowed: true }),
        trusts: () => (options.trusted === false ? no : { allowed: true }),
      },
      async invoke(arn, event, { caller, holdTimeouts = () => () => {} }) {
        if (options.denied === "lambda:InvokeFunction") {
          return { kind: "denied", reason: "no statement" };
        }
        if (caller.kind !== "role" || caller.roleArn !== roleArn) throw new Error("not the role");
        const name = arn.split(":").at(-1) ?? "";
        const answer = await functions[name]?.(event, name, holdTimeouts);
        return isOutcome(answer) ? answer : { kind: "success", payload: answer, requestId: "r" };
      },
      report: (event) => void events.push(event),
      metrics: metrics.sink,
      ...(options.throttlesTransition && { throttlesTransition: options.throttlesTransition }),
    });
    stages.splice(-1, 1, { state, stepFunctions: made });
    return made;
  };
  const close = async () => {
    const stage = stages.at(-1);
    await stage?.stepFunctions?.stop();
    stage?.state.close();
    stages.pop();
  };
  onTestFinished(async () => {
    while (stages.length > 0) await close();
    clock.stop();
    rmSync(root, { recursive: true });
  });
  open().start();
  return {
    clock,
    events,
    metrics,
    sent,
    stepFunctions,
    /** Resolves when nothing more happens without the clock moving. */
    async quiet() {
      do await setImmediate();
      while (!stepFunctions().idle());
    },
    async until(holds: () => boolean) {
      while (!holds()) await setImmediate();
    },
    /** As after a kill: the files as they are, and nothing of what was in memory. */
    crash() {
      const survivor = `${directory}+`;
      cpSync(directory, survivor, { recursive: true });
      directory = survivor;
      open();
    },
    /** As after a stop: a new Step Functions on the same state. */
    async restart(changes: { machines?: typeof machines; functions?: typeof functions } = {}) {
      await close();
      machines = changes.machines ?? machines;
      functions = changes.functions ?? functions;
      open().start();
    },
    call: (operation: string, input: object) =>
      callOperation(stepFunctions().operations, operation, input, {
        caller: { kind: "operator" },
      }),
    async start(input: unknown = {}, name = "one"): Promise<string> {
      const started = await this.call("StartExecution", {
        stateMachineArn: machineArn,
        name,
        input: JSON.stringify(input),
      });
      return started.executionArn;
    },
    describe(executionArn: string): Promise<Answer> {
      return this.call("DescribeExecution", { executionArn });
    },
    async history(executionArn: string): Promise<Answer[]> {
      const { events } = await this.call("GetExecutionHistory", { executionArn, maxResults: 1000 });
      return events;
    },
    async types(executionArn: string): Promise<string[]> {
      return (await this.history(executionArn)).map(({ type }) => type);
    },
    /** Each event as "its id < the id of its previous event: its type". */
    async chain(executionArn: string): Promise<string[]> {
      return (await this.history(executionArn)).map(
        ({ id, previousEventId, type }) => `${id} < ${previousEventId}: ${type}`,
      );
    },
    /** Runs an execution until nothing more happens, and returns it with its output parsed. */
    async run(input: unknown = {}, name = "one"): Promise<Answer> {
      const executionArn = await this.start(input, name);
      await this.quiet();
      const described = await this.describe(executionArn);
      return { ...described, output: described.output && JSON.parse(described.output) };
    },
  };
}

function accept(state: State, machines: readonly StateMachineDefinition[], createdAtMs: number) {
  const revisions = openRevisionStore(state.sqlite);
  for (const { arn: machineArn, name: machineName, roleArn, definition } of machines) {
    if (revisions.find(machineArn, roleArn, definition)) continue;
    revisions.insert({ machineArn, machineName, roleArn, definition, createdAtMs });
  }
}

function isOutcome(value: unknown): value is InvocationOutcome {
  return typeof value === "object" && value !== null && "kind" in value;
}
