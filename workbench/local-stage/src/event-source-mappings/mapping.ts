import { setImmediate } from "node:timers/promises";
import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import { AwsError } from "../common/aws-error.ts";
import type { Setting } from "../stage/settings.ts";

/** Lambda's states of a mapping, as far as this stage has them. */
type MappingState = "Enabled" | "Disabled" | "Enabling" | "Disabling";

/** What reads the source of a mapping while it is enabled. */
export type Poller = {
  /** Reads no more, and resolves when what it has read is processed. */
  stop(): Promise<void>;
};

/** An event source mapping, which can be disabled and enabled while the stage runs. */
export type Mapping<Running extends Poller = Poller> = {
  readonly source: QueueSourceDefinition | StreamSourceDefinition;
  state(): MappingState;
  /** When its state began to change, in stage time; until it was changed, when the stage was opened. */
  changedAtMs(): number;
  /** Undefined while it is disabled. */
  poller(): Running | undefined;
  /** Begins as the setting says. */
  start(): void;
  /** @throws AwsError ResourceInUseException while it is changing. */
  setEnabled(enabled: boolean): void;
  /** Ends with the stage, and stays enabled. */
  stop(): Promise<void>;
};

/**
 * Runs the poller of a mapping while its setting says so.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html
 */
export function createMapping<Running extends Poller>(
  source: Mapping["source"],
  {
    enabled,
    nowMs,
    startPoller,
  }: {
    readonly enabled: Setting<boolean>;
    readonly nowMs: () => number;
    readonly startPoller: () => Running | undefined;
  },
): Mapping<Running> {
  let changedAtMs = nowMs();
  let poller: Running | undefined;
  let change: Promise<void> | undefined;

  async function apply(isEnabled: boolean) {
    // The answer to the call says that the change has begun.
    await setImmediate();
    if (isEnabled) {
      poller ??= startPoller();
    } else {
      await poller?.stop();
      poller = undefined;
    }
  }

  return {
    source,
    poller: () => poller,
    changedAtMs: () => changedAtMs,
    state() {
      if (change) return enabled.get() ? "Enabling" : "Disabling";
      return enabled.get() ? "Enabled" : "Disabled";
    },
    start() {
      if (enabled.get()) poller = startPoller();
    },
    setEnabled(isEnabled) {
      if (change) {
        throw new AwsError(
          "ResourceInUseException",
          `Cannot update the event source mapping because it is in use: ${source.uuid}`,
          { status: 400 },
        );
      }
      if (enabled.get() === isEnabled) return;
      enabled.set(isEnabled);
      changedAtMs = nowMs();
      change = apply(isEnabled).finally(() => {
        change = undefined;
      });
    },
    async stop() {
      await change;
      await poller?.stop();
    },
  };
}
