import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { makeDirectory } from "@stagecraft/local-stage/shared/make-directory";
import type { ExternalSystem } from "@stagecraft/local-stage/stage/settle";
import { asStateError } from "@stagecraft/local-stage/stage/state";
import type { LedgerEntry } from "./fake-provider/ledger.ts";
import {
  type SandboxOptions,
  startPaymentsSandbox,
} from "./fake-provider/start-payments-sandbox.ts";

/** The payments provider while a stage runs. */
export type FakeProvider = {
  /** Values of the program's secrets that say where the provider is and how to talk to it. */
  readonly secrets: { readonly [name: string]: string };
  readonly externalSystem: ExternalSystem;
  /** Tells the provider where the system's API is, and which clock counts. */
  meet(system: { readonly url: string; nowMs(): number }): void;
  /** Every charge that the provider knows. */
  charges(): readonly LedgerEntry[];
  /** What was charged and not refunded, in minor units. */
  chargedMinor(): number;
  close(): Promise<void>;
};

/** What may be asked of the provider in place of its usual behaviour. */
export type ProviderOverrides = Pick<SandboxOptions, "decide" | "outage">;

/** Shares of charges that do not simply succeed at once. */
const behaviour = { declineShare: 0.05, delayShare: 0.1, duplicateShare: 0.2 };

/**
 * Starts the third party that moves the money; its ledger is in the stage's folder, so it goes on where it was.
 * @throws StateUnusableError when its ledger cannot be kept there.
 */
export async function startFakeProvider(options: {
  readonly stateDirectory: string;
  readonly seed: number;
  /** How long a delayed charge takes. */
  readonly delayMs: number;
  readonly overrides?: ProviderOverrides;
}): Promise<FakeProvider> {
  const apiKey = randomBytes(24).toString("base64url");
  const secret = randomBytes(24).toString("base64url");
  let system: { readonly url: string; nowMs(): number } | undefined;
  const sandbox = await startSandbox(options.stateDirectory, {
    ...behaviour,
    ...options.overrides,
    seed: options.seed,
    delayMs: options.delayMs,
    apiKey,
    secret,
    webhookUrl: () => system && `${system.url}/webhooks/payments`,
    nowMs: () => system?.nowMs() ?? Date.now(),
  });
  return {
    secrets: {
      PaymentsUrl: sandbox.url,
      PaymentsApiKey: apiKey,
      PaymentsWebhookSecrets: secret,
    },
    externalSystem: {
      idle: () => sandbox.underWay() === 0,
      nextDueMs: () => sandbox.nextDueMs() ?? undefined,
      wake: sandbox.wake,
    },
    meet(met) {
      system = met;
      sandbox.wake();
    },
    charges: sandbox.entries,
    chargedMinor: () =>
      sandbox
        .entries()
        .filter(({ status }) => status === "succeeded" || status === "refunded")
        .reduce((sum, { amountMinor, refundedMinor }) => sum + amountMinor - refundedMinor, 0),
    close: sandbox.close,
  };
}

async function startSandbox(stateDirectory: string, options: Omit<SandboxOptions, "ledgerFile">) {
  const directory = join(stateDirectory, "payments");
  try {
    makeDirectory(directory);
    return await startPaymentsSandbox({
      ...options,
      ledgerFile: join(directory, "ledger.sqlite"),
    });
  } catch (error) {
    throw asStateError(stateDirectory, error);
  }
}
