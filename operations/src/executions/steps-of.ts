import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Attempt, Failure, Step } from "./execution-history.ts";
import { failureOf } from "./failure-of.ts";

type Open<Value> = { -readonly [name in keyof Value]: Value[name] };
type OpenStep = Open<Omit<Step, "attempts">> & { attempts: Open<Attempt>[] };

/**
 * Reads the events of an execution, oldest first, as the states that it entered. An event belongs to the state of its previous
 * event, because branches of a Parallel or Map are interleaved.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function stepsOf(events: readonly HistoryEvent[]): readonly Step[] {
  const steps: OpenStep[] = [];
  const stepOfEvent = new Map<number, OpenStep>();
  const entries: { readonly step: OpenStep; readonly previousEventId: number }[] = [];

  for (const event of events) {
    const { id = 0, previousEventId = 0, type: kind } = event;
    const type: string = kind ?? "";
    const previous = stepOfEvent.get(previousEventId);
    const atMs = event.timestamp?.getTime() ?? 0;
    const step = type.endsWith("StateEntered")
      ? enter(event, previous, atMs)
      : stepOfExit(event, previous);
    if (!step) continue;
    stepOfEvent.set(id, step);
    if (type.endsWith("StateEntered")) entries.push({ step, previousEventId });
    if (type.endsWith("StateExited")) step.leftMs = atMs;
    else if (branchesFailed.test(type)) step.failure = failureInBranches(step);
    else if (type === "EvaluationFailed")
      step.failure = failureOf(event.evaluationFailedEventDetails ?? {});
    else readAttempt(step, event, atMs);
  }
  return steps;

  function enter(event: HistoryEvent, previous: OpenStep | undefined, enteredMs: number): OpenStep {
    const state = event.stateEnteredEventDetails?.name ?? "";
    const step: OpenStep = {
      state,
      type: event.type?.replace("StateEntered", "") ?? "",
      depth: depthAfter(previous),
      enteredMs,
      attempts: [],
    };
    if (previous?.leftMs !== undefined && failedAtLast(previous)) previous.caughtBy = state;
    steps.push(step);
    return step;
  }

  /**
   * A state with branches is left after an event of its last branch; an evaluation at the begin of a state follows what the
   * state's entry follows; a redrive continues in the last state that was not left.
   */
  function stepOfExit(
    { type, previousEventId, stateExitedEventDetails, evaluationFailedEventDetails }: HistoryEvent,
    previous: OpenStep | undefined,
  ): OpenStep | undefined {
    const evaluated = entries.findLast(
      (entry) =>
        entry.step.state === evaluationFailedEventDetails?.state &&
        entry.previousEventId === previousEventId,
    );
    if (evaluated) return evaluated.step;
    const name = stateExitedEventDetails?.name;
    if (name !== undefined && previous?.state !== name) {
      return steps.findLast((step) => step.state === name && step.leftMs === undefined);
    }
    const [, around] = branchesFailed.exec(type ?? "") ?? [];
    if (around !== undefined && previous?.type !== around) {
      return steps.findLast((step) => step.type === around && step.leftMs === undefined);
    }
    if (type === "ExecutionRedriven") return steps.findLast(({ leftMs }) => leftMs === undefined);
    return previous;
  }

  /** The event itself has no error. */
  function failureInBranches({ depth }: OpenStep): Failure {
    const failed = steps.findLast((step) => step.depth > depth && failedAtLast(step));
    return (
      failed?.failure ??
      failed?.attempts.at(-1)?.failure ?? { error: "a branch failed", frames: [] }
    );
  }
}

const branchesFailed = /^(Parallel|Map)StateFailed$/;

function depthAfter(previous: OpenStep | undefined): number {
  if (!previous) return 0;
  const isAround = ["Parallel", "Map"].includes(previous.type) && previous.leftMs === undefined;
  return isAround ? previous.depth + 1 : previous.depth;
}

function failedAtLast({ attempts, failure }: OpenStep): boolean {
  return failure !== undefined || attempts.at(-1)?.failure !== undefined;
}

/** Events of a task: of a service (`TaskScheduled`), of a function's ARN (`LambdaFunctionScheduled`), of an activity. */
function readAttempt(step: OpenStep, event: HistoryEvent, atMs: number): void {
  const [, phase] = /^(?:Task|LambdaFunction|Activity)([A-Z]\w*)$/.exec(event.type ?? "") ?? [];
  const attempt = step.attempts.at(-1);
  switch (phase) {
    case "Scheduled":
      if (attempt?.endedMs !== undefined) attempt.retriedAfterMs = atMs - attempt.endedMs;
      step.attempts.push({ ...callOf(event), startedMs: atMs, outcome: "running" });
      return;
    case "Submitted":
      if (attempt) Object.assign(attempt, { outcome: "waiting", waitingSinceMs: atMs });
      return;
    case "Succeeded":
      if (attempt) Object.assign(attempt, { outcome: "succeeded", endedMs: atMs });
      return;
    case "TimedOut":
      end(step, event, atMs, "timed-out");
      return;
    case "Failed":
    case "ScheduleFailed":
    case "StartFailed":
    case "SubmitFailed":
      end(step, event, atMs, "failed");
  }
}

function end(step: OpenStep, event: HistoryEvent, endedMs: number, outcome: Attempt["outcome"]) {
  const failure = failureOf(detailsOf(event));
  const attempt = step.attempts.at(-1);
  if (attempt && attempt.endedMs === undefined)
    Object.assign(attempt, { outcome, endedMs, failure });
  // A call that could not be scheduled has no attempt.
  else step.attempts.push({ calls: step.state, startedMs: endedMs, endedMs, outcome, failure });
}

/** The details of a failure are in the field that is named after the type: `taskFailedEventDetails`. */
function detailsOf(event: HistoryEvent): { error?: string; cause?: string } {
  const type: string = event.type ?? "";
  const field = `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
  return (event as unknown as { [field: string]: { error?: string; cause?: string } })[field] ?? {};
}

function callOf(
  event: HistoryEvent,
): Pick<Attempt, "calls" | "timeoutSeconds" | "heartbeatSeconds"> {
  const task = event.taskScheduledEventDetails;
  const lambda = event.lambdaFunctionScheduledEventDetails;
  const activity = event.activityScheduledEventDetails;
  const timeoutSeconds = (task ?? lambda ?? activity)?.timeoutInSeconds;
  const heartbeatSeconds = (task ?? activity)?.heartbeatInSeconds;
  return {
    calls:
      functionIn(task?.parameters) ??
      functionName(lambda?.resource) ??
      activity?.resource ??
      `${task?.resourceType}:${task?.resource}`,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    ...(heartbeatSeconds === undefined ? {} : { heartbeatSeconds }),
  };
}

function functionIn(parameters: string | undefined): string | undefined {
  try {
    return functionName((JSON.parse(parameters ?? "") as { FunctionName?: string }).FunctionName);
  } catch {
    return undefined;
  }
}

/** The name in an ARN such as `arn:aws:lambda:eu-west-1:123456789012:function:NAME:$LATEST`, or the name itself. */
function functionName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return /:function:([^:]+)/.exec(text)?.[1] ?? text.split(":")[0];
}
