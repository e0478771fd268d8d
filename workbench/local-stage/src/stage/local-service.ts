import type { Network, NetworkCaller } from "@stagecraft/plan/network/network";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Metrics } from "../cloudwatch/create-metrics.ts";
import type { Clock } from "../common/clock.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { Faults } from "../faults/create-faults.ts";
import type { Authority } from "../iam/authority.ts";
import type { Identities } from "../iam/credentials.ts";
import type { MapFrames } from "../logs/map-frames.ts";
import type { Meter } from "../metering/meter.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { Activity } from "./activity.ts";
import type { Processes } from "./processes.ts";
import type { Reports } from "./report.ts";
import type { Settings } from "./settings.ts";
import type { StageOptions } from "./stage-options.ts";
import type { State } from "./state.ts";
import type { Troubles } from "./troubles.ts";

/** One AWS service that runs on this machine. `Internal` is what it offers the other services. */
export type LocalService<Internal = unknown> = {
  /** The name in messages: `SQS`. */
  readonly name: string;
  /** The Plan's resource types that it runs, or that configure it. */
  readonly resourceTypes: readonly RegExp[];
  /** What AWS would refuse at a deploy, a line each. */
  deployErrors?(plan: Plan, authority: Authority): readonly string[];
  /** Reads its resources from the Plan and opens its state. It may use the services before it in the list. */
  open(context: StageContext): RunningService<Internal> | Promise<RunningService<Internal>>;
};

/** A service that is open. The stage calls `deploy` and `start` once the endpoint listens, and at the end `stop`, then `close`. */
export type RunningService<Internal = unknown> = {
  readonly internal: Internal;
  /** Its AWS operations, by the service's name in a signature: `sqs`. */
  readonly operations?: { readonly [signingName: string]: AwsService };
  /** The same for a service whose bodies are streamed. */
  readonly streamingOperations?: { readonly [signingName: string]: StreamingService };
  /** What a deploy does once, such as invoking a function of the program. */
  deploy?(): Promise<void>;
  /** Starts its own work, such as polling. */
  start?(): void;
  activity?(): Activity;
  /** Begins nothing more; resolves when what it began has ended. */
  stop?(): Promise<void>;
  /** Releases what it holds. Nobody calls the service any more. */
  close?(): unknown;
};

/** What every service gets of the stage. */
export type StageContext = {
  readonly plan: Plan;
  readonly options: StageOptions;
  readonly functions: readonly FunctionDefinition[];
  /** Functions and containers, with the names that their calls have, for their network paths. */
  readonly callers: readonly NetworkCaller[];
  /** The function that a debugger may attach to. */
  readonly debugged: FunctionDefinition | undefined;
  /** Lambda's concurrent executions in the account. */
  readonly accountConcurrency: number;
  readonly state: State;
  /** Settings of resources that calls may change. */
  readonly settings: Settings;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly reports: Reports;
  readonly troubles: Troubles;
  readonly mapFrames: MapFrames;
  /** Where each service puts its own metrics. */
  readonly metrics: Metrics;
  /** Where each service counts what AWS would bill. */
  readonly meter: Meter;
  readonly secrets: Secrets;
  readonly authority: Authority;
  readonly network: Network;
  readonly identities: Identities;
  readonly faults: Faults;
  /** Set when the endpoint listens. */
  readonly addresses: {
    endpointUrl: string;
    apis: readonly ApiAddress[];
  };
  /** What another service offers. @throws Error when it is not open yet. */
  use<Internal>(service: LocalService<Internal>): Internal;
  log(line: string): void;
};

/** An HTTP API and its local address. */
export type ApiAddress = {
  /** The logical name. */
  readonly name: string;
  /** Its address on AWS. */
  readonly endpoint: string;
  readonly url: string;
};
