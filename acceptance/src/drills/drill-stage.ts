import type { Order } from "@stagecraft/contracts/order";
import type {
  AlarmChange,
  AlarmStatus,
} from "@stagecraft/local-stage/cloudwatch/alarms/alarm-change";
import type { Metric } from "@stagecraft/local-stage/cloudwatch/metric";
import type { Fault, Incident } from "@stagecraft/local-stage/faults/fault";
import {
  type Lineage,
  printLineage,
  withInvocation,
} from "@stagecraft/local-stage/lambda/recursion/lineage";
import { functionNamed } from "@stagecraft/local-stage/stage/function-named";
import { callService } from "@stagecraft/operations/local-system/call-service";
import { operatorClient } from "@stagecraft/operations/local-system/operator-client";
import { httpApisOf } from "@stagecraft/plan/resources/api-gateway/http-apis";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";
import type { Scenario } from "../scenarios/open-scenario.ts";

const minuteMs = 60_000;
const recoversWithinMinutes = 90;
const historyMs = 14 * 24 * 60 * minuteMs;

/** A running system, and what a drill does with it. */
export type DrillStage = ReturnType<typeof openDrillStage>;

/** `provider` is what the fake payments provider reads on each call. */
export function openDrillStage(
  scenario: Scenario,
  provider: { isDown: boolean; answers: boolean },
  changes: readonly AlarmChange[],
  /** An order that is fulfilled. */
  firstOrder: Order["id"],
) {
  const { plan } = scenario;
  const functions = functionsOf(plan);
  const faults: (() => void)[] = [];
  let jumps = 0;
  let lastOrder = firstOrder;
  /** By queue, when it was last purged. */
  const purgedMs = new Map<string, number>();
  const service = { stage: scenario.stage, plan };

  async function invoke(
    name: string,
    event: unknown = {},
    type: "RequestResponse" | "Event" = "RequestResponse",
  ): Promise<number> {
    // A throttled call is what some drills want.
    const send = operatorClient(scenario.stage(), plan, "lambda", { retries: 0 });
    const { name: functionName } = functionNamed(functions, name);
    const response = await send(`/2015-03-31/functions/${functionName}/invocations`, {
      method: "POST",
      headers: { "x-amz-invocation-type": type },
      body: JSON.stringify(event),
    });
    await response.arrayBuffer();
    return response.status;
  }

  function queueNamed(name: string) {
    const queue = named(queuesOf(plan), name);
    return { ...queue, url: `${scenario.stage().url}/${plan.accountId}/${queue.name}` };
  }

  return {
    scenario,
    functions,
    /** The names of all queues. */
    queues: queuesOf(plan).map(({ logicalName }) => logicalName),
    provider,
    nowMs: () => scenario.stage().nowMs(),
    alarms: (): readonly AlarmStatus[] => scenario.stage().alarms(),
    /** Every change of an alarm's state, oldest first. It grows. */
    changes,

    /** Places an order and returns its id. */
    async place(): Promise<Order["id"]> {
      lastOrder = await scenario.place();
      return lastOrder;
    },
    /** The order that was placed last. */
    lastOrder: () => lastOrder,

    /** Begins a fault. It ends when the drill's cause ends. */
    fault(fault: Exclude<Fault, Incident>): void {
      faults.push(scenario.stage().addFault(fault));
    },
    /** Ends all faults; the payments provider is up, and answers. */
    endCause(): void {
      for (const end of faults.splice(0)) end();
      Object.assign(provider, { isDown: false, answers: true });
    },

    /** After a drill that failed: ends its condition, and discards what it left. */
    async recover(): Promise<void> {
      this.endCause();
      for (const { logicalName } of queuesOf(plan)) await this.purge(logicalName);
      const untilMs = scenario.stage().nowMs() + recoversWithinMinutes * minuteMs;
      const hasAlarm = () => this.alarms().some(({ state }) => state === "ALARM");
      while (hasAlarm() && scenario.stage().nowMs() < untilMs) await this.pass(1);
    },

    /** Invokes a function directly. */
    invoke,
    /** Invokes each function once, a few at a time. */
    async invokeEach(
      which: (definition: FunctionDefinition) => boolean = () => true,
    ): Promise<void> {
      await Promise.all(functions.filter(which).map(({ logicalName }) => invoke(logicalName)));
    },

    /** Lets time pass, with everything that is due in it: `minutes` full minutes begin. */
    async pass(minutes: number): Promise<void> {
      await scenario.passMinutes(minutes);
    },
    /** Moves the clock at once: what was due in between is late. */
    jump(ms: number): void {
      jumps += 1;
      scenario.stage().jump(ms);
    },
    /** How often the clock has been moved. */
    jumps: () => jumps,

    /** Writes a value of a metric that only AWS has. */
    inject(metric: Metric, value: number, atMs?: number): void {
      scenario.stage().injectMetric(metric, value, atMs);
    },

    /**
     * Writes two weeks of a metric's history, for an anomaly band: the values one after the other.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
     */
    writeHistory(metric: Metric, history: { everyMs: number; values: readonly number[] }): void {
      const { everyMs, values } = history;
      const untilMs = scenario.stage().nowMs() - everyMs;
      let index = 0;
      for (let atMs = untilMs - historyMs; atMs < untilMs; atMs += everyMs) {
        this.inject(metric, values[index % values.length] ?? 0, atMs);
        index += 1;
      }
    },

    /** New code runs in new environments: each function's next invocation starts one. */
    endEnvironments(): void {
      for (const { logicalName, bundle } of functions) {
        scenario.stage().replaceBundle(logicalName, bundle);
      }
    },

    streamNamed: (name: string) => named(streamsOf(plan), name),
    machineNamed: (name: string) => named(stateMachinesOf(plan), name),
    apiNamed: (name: string) => named(httpApisOf(plan), name),
    /** The one database. */
    database() {
      const [database] = databasesOf(plan);
      if (!database) throw new Error("The program has no database.");
      return database;
    },
    operatorDatabaseUrl: () => Object.values(scenario.stage().operator.databaseUrls)[0] ?? "",

    async send(queue: string, body: string, more: object = {}): Promise<void> {
      const { url: QueueUrl } = queueNamed(queue);
      await callService(service, "sqs", "SendMessage", { QueueUrl, MessageBody: body, ...more });
    },
    /**
     * Sends a message as a function would in the middle of a loop: the trace header says how often the queue's consumer was invoked
     * in the same chain. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
     */
    async sendAfterHops(queue: string, consumer: string, hops: number): Promise<void> {
      const { arn } = functionNamed(functions, consumer);
      let lineage: Lineage = new Map();
      for (let hop = 0; hop < hops; hop += 1) lineage = withInvocation(lineage, arn).lineage;
      const trace = "Root=1-00000000-000000000000000000000001;Parent=0000000000000001;Sampled=0";
      const StringValue = `${trace};${printLineage(lineage)}`;
      await this.send(queue, '"no event"', {
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue } },
      });
    },
    /** Discards all messages. Of a queue that was purged less than a minute ago, none: SQS refuses that. */
    async purge(queue: string): Promise<void> {
      const { url: QueueUrl, name } = queueNamed(queue);
      if (scenario.stage().nowMs() - (purgedMs.get(name) ?? 0) <= minuteMs) return;
      await callService(service, "sqs", "PurgeQueue", { QueueUrl });
      purgedMs.set(name, scenario.stage().nowMs());
    },
    /** Calls Kinesis, DynamoDB or Step Functions as the operator. */
    call: <Output>(of: Parameters<typeof callService>[1], operation: string, input: object) =>
      callService<Output>(service, of, operation, input),
  };
}

function named<Definition extends { readonly logicalName: string }>(
  definitions: readonly Definition[],
  name: string,
): Definition {
  const found = definitions.find(({ logicalName }) => logicalName === name);
  if (!found) throw new Error(`The program has no ${name}.`);
  return found;
}
