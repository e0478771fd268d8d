import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import { type MetricSink, noMetrics } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { Operation } from "../common/operation.ts";
import type { Authority } from "../iam/authority.ts";
import type { State } from "../stage/state.ts";
import { knownRevisions } from "./definition/known-revisions.ts";
import { loadMachines } from "./definition/load-machines.ts";
import { openRevisionStore } from "./definition/revision-store.ts";
import { createEngine } from "./engine/engine.ts";
import type { EngineEvent } from "./engine/engine-event.ts";
import { openExecutionStore } from "./engine/execution-store.ts";
import { restoreExecutions } from "./engine/restore-executions.ts";
import { createTaskCalls, type TaskTargets } from "./engine/task-calls.ts";
import { createExecutionCounts, type ExecutionCounts } from "./execution-counts.ts";
import { measureExecutions } from "./measure-executions.ts";
import { describeExecution } from "./operations/describe-execution.ts";
import { describeStateMachine } from "./operations/describe-state-machine.ts";
import { getExecutionHistory } from "./operations/get-execution-history.ts";
import { listExecutions } from "./operations/list-executions.ts";
import { listStateMachines } from "./operations/list-state-machines.ts";
import { redriveExecution } from "./operations/redrive-execution.ts";
import { sendTaskFailure } from "./operations/send-task-failure.ts";
import { sendTaskHeartbeat } from "./operations/send-task-heartbeat.ts";
import { sendTaskSuccess } from "./operations/send-task-success.ts";
import { keptMs, startExecution } from "./operations/start-execution.ts";
import { stopExecution } from "./operations/stop-execution.ts";

export type StepFunctionsOptions = Pick<TaskTargets, "invoke" | "sendMessage"> & {
  readonly state: State;
  readonly clock: Clock;
  readonly stateMachines: readonly StateMachineDefinition[];
  /** Decides whether Step Functions may assume a machine's role, and what the role may do. */
  readonly authority: Pick<Authority, "authorize" | "trusts">;
  /** The same seed repeats the jitter of retries and the results of `$random()`. */
  readonly seed?: number;
  readonly report: (event: EngineEvent) => void;
  readonly metrics?: MetricSink;
  /** Whether a planned fault throttles the next state or retry of a machine (its name in the program). */
  readonly throttlesTransition?: (stateMachine: string) => boolean;
  /** Is told of each state or retry that begins: AWS bills it. */
  readonly onTransition?: (machineArn: string) => void;
};

/** Step Functions of one stage: the Plan's Standard state machines, with their executions in the stage's state. */
export type StepFunctions = {
  /** By AWS operation name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * Starts to run executions, also those of an earlier stage. Until then operations are answered, and started executions
   * wait.
   */
  start(): void;
  /** True while nothing is evaluated or called; executions may wait for a time or a token. */
  idle(): boolean;
  /** By the machine's name. */
  counts(): { readonly [machineName: string]: ExecutionCounts };
  /** Starts no more calls, waits for the running ones, and writes the state of every execution. */
  stop(): Promise<void>;
};

const forgetEveryMs = 60 * 60_000;

/**
 * @throws StageStartError naming machine, state and reason for a definition or role that AWS would refuse, or that this
 * stage cannot run.
 */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { state, clock, authority } = options;
  const store = openExecutionStore(state);
  const revisions = openRevisionStore(state.sqlite);
  const nowMs = clock.nowMs();
  const machines = loadMachines(options.stateMachines, { revisions, authority, nowMs });
  store.forgetEndedUntil(nowMs - keptMs);
  const counts = createExecutionCounts(options.stateMachines, store.statusCounts());
  const endForgetting = clock.onMinute((minuteMs) => {
    if (minuteMs % forgetEveryMs === 0) store.forgetEndedUntil(minuteMs - keptMs);
  });
  const measured = measureExecutions(options.metrics ?? noMetrics, clock);
  const engine = createEngine({
    clock,
    store,
    seed: options.seed ?? Math.floor(Math.random() * 2 ** 32),
    call: createTaskCalls(options),
    throttles(machineArn) {
      const machine = options.stateMachines.find(({ arn }) => arn === machineArn);
      const isThrottled = machine
        ? (options.throttlesTransition?.(machine.logicalName) ?? false)
        : false;
      // It is asked before each transition, and one that is not throttled begins.
      if (!isThrottled) options.onTransition?.(machineArn);
      return isThrottled;
    },
    report(event) {
      if (event.kind === "execution-ended") {
        counts.ended(event.executionArn, event.status);
        measured.ended(event);
      }
      if (event.kind === "transition-throttled") measured.throttled(event.machineArn);
      options.report(event);
    },
  });
  const revisionById = knownRevisions(revisions);
  restoreExecutions(engine, store, revisionById);
  const { redriven } = counts;
  const started = (machineArn: string) => {
    counts.started(machineArn);
    measured.started(machineArn);
  };
  const context = { clock, store, engine, machines, revisionById, started, redriven };
  return {
    operations: {
      StartExecution: startExecution(context),
      StopExecution: stopExecution(context),
      RedriveExecution: redriveExecution(context),
      DescribeExecution: describeExecution(context),
      ListExecutions: listExecutions(context),
      GetExecutionHistory: getExecutionHistory(context),
      DescribeStateMachine: describeStateMachine(context),
      ListStateMachines: listStateMachines(context),
      SendTaskSuccess: sendTaskSuccess(context),
      SendTaskFailure: sendTaskFailure(context),
      SendTaskHeartbeat: sendTaskHeartbeat(context),
    },
    start: engine.start,
    idle: engine.idle,
    counts: counts.byName,
    stop() {
      endForgetting();
      return engine.stop();
    },
  };
}
