import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Drill } from "../drill.ts";
import type { DrillStage } from "../drill-stage.ts";

const minuteMs = 60_000;

/** What every function is watched for. Each function meets the condition at the same time. */

const namesOf = (stage: DrillStage) => stage.functions.map(({ logicalName }) => logicalName);

/** The alarms of one kind that exist, of all functions. */
function alarmsOf(stage: DrillStage, kind: string): readonly string[] {
  const existing = new Set(stage.alarms().map(({ logicalName }) => logicalName));
  return namesOf(stage)
    .map((name) => `${name}${kind}`)
    .filter((name) => existing.has(name));
}

/** The relay runs each minute, so that a fault of every function reaches it by itself. */
const ofRelay = (alarm: string) => alarm.startsWith("Outbox");

const discards = ["OutboxRelayFailures"];

/** Functions whose failures are put down to the payments provider: a drill of its own. */
const callsProvider = new Set(["ChargePayment", "RefundPayment"]);

const errors: Drill = {
  name: "functions-fail",
  runbook: "function-errors",
  how: "caused",
  fires: (stage) =>
    alarmsOf(stage, "Errors").filter((name) => !callsProvider.has(name.replace(/Errors$/, ""))),
  explains: ofRelay,
  withinMinutes: 8,
  async cause(stage) {
    for (const name of namesOf(stage)) {
      if (!callsProvider.has(name))
        stage.fault({ kind: "killed", function: name, share: 1, withinMs: 0 });
    }
  },
  eachMinute: (stage) => stage.invokeEach(({ logicalName }) => !callsProvider.has(logicalName)),
  discards,
};

const throttles: Drill = {
  name: "functions-throttled",
  runbook: "throttled",
  how: "caused",
  fires: (stage) => alarmsOf(stage, "Throttles"),
  explains: ofRelay,
  prevents: /^npm run orders\b/,
  withinMinutes: 8,
  async cause(stage) {
    stage.fault({ kind: "invocation-throttled", share: 1 });
  },
  eachMinute: (stage) => stage.invokeEach(),
  discards,
};

const concurrency: Drill = {
  name: "functions-at-their-concurrency",
  runbook: "throttled",
  how: "caused",
  fires: (stage) => alarmsOf(stage, "Concurrency"),
  // Most functions refuse the empty event that they are called with.
  explains: (alarm) => alarm.endsWith("Errors") || ofRelay(alarm),
  withinMinutes: 10,
  async cause(stage) {
    for (const { logicalName, reservedConcurrency = 0 } of watchedForConcurrency(stage)) {
      const executions = reservedConcurrency - 1;
      stage.fault({ kind: "concurrency-taken", function: logicalName, executions });
    }
  },
  eachMinute: (stage) => {
    const watched = new Set(watchedForConcurrency(stage).map(({ logicalName }) => logicalName));
    return stage.invokeEach(({ logicalName }) => watched.has(logicalName));
  },
};

function watchedForConcurrency(stage: DrillStage) {
  const alarms = new Set(alarmsOf(stage, "Concurrency"));
  return stage.functions.filter(({ logicalName }) => alarms.has(`${logicalName}Concurrency`));
}

/** Functions that end soon, and those that take minutes: while these hang, the others would be called too seldom. */
const nearTimeout = [
  nearTimeoutOf("functions-near-their-timeout", (timeoutMs) => timeoutMs < minuteMs),
  nearTimeoutOf("long-functions-near-their-timeout", (timeoutMs) => timeoutMs >= minuteMs),
];

function nearTimeoutOf(name: string, hasTimeout: (timeoutMs: number) => boolean): Drill {
  const isOne = ({ timeoutMs }: FunctionDefinition) => hasTimeout(timeoutMs);
  return {
    name,
    runbook: "near-timeout",
    how: "caused",
    fires: (stage) =>
      stage.functions.filter(isOne).map(({ logicalName }) => `${logicalName}NearTimeout`),
    // An invocation that reaches its timeout has failed.
    explains: (alarm) => alarm.endsWith("Errors") || ofRelay(alarm),
    withinMinutes: 30,
    async cause(stage) {
      for (const { logicalName } of stage.functions.filter(isOne)) {
        stage.fault({ kind: "hanging", function: logicalName, share: 1, withinMs: 0 });
      }
    },
    async eachMinute(stage) {
      const calls = stage.invokeEach(isOne);
      let isDone = false;
      void calls.finally(() => {
        isDone = true;
      });
      await stage.scenario.waitUntil(() => isDone);
      await calls;
    },
    discards,
  };
}

const memory: Drill = {
  name: "functions-near-their-memory",
  runbook: "memory",
  how: "caused",
  fires: (stage) => alarmsOf(stage, "Memory"),
  // Beside the memory of its code, a small function may exceed its limit.
  explains: (alarm) => alarm.endsWith("Errors") || ofRelay(alarm),
  withinMinutes: 6,
  async cause(stage) {
    for (const { logicalName, memoryMb } of stage.functions) {
      const mb = Math.ceil(0.9 * memoryMb);
      stage.fault({ kind: "memory-taken", function: logicalName, mb, share: 1 });
    }
  },
  async eachMinute(stage) {
    // One after the other: together they would need more memory than a small machine has.
    for (const { logicalName } of stage.functions) await stage.invoke(logicalName);
  },
  discards,
};

const initErrors: Drill = {
  name: "bad-deploy",
  runbook: "bad-deploy",
  how: "caused",
  fires: (stage) => alarmsOf(stage, "InitErrors"),
  explains: (alarm) => alarm.endsWith("Errors") || ofRelay(alarm),
  withinMinutes: 6,
  async cause(stage) {
    // New code starts in new environments.
    stage.endEnvironments();
    stage.fault({ kind: "init-failed", share: 1 });
  },
  eachMinute: (stage) => stage.invokeEach(),
  discards,
};

export const everyFunction: readonly Drill[] = [
  errors,
  throttles,
  concurrency,
  ...nearTimeout,
  memory,
  initErrors,
];
