import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { makeDirectory } from "@stagecraft/local-stage/common/make-directory";
import type { ExternalSystem } from "@stagecraft/local-stage/stage/settle";
import { asStateError } from "@stagecraft/local-stage/stage/state";
import type { LedgerEntry } from "./fake-provider/ledger.ts";
import {
  type SandboxOptions,
  startPaymentsSandbox,
} from "./fake-provider/start-payments-sandbox.ts";

/** A fake payments provider for a running stage. */
export type FakeProvider = {
  /** Values of the program's secrets: the provider's URL, its API key and the webhook secret. */
  readonly secrets: { readonly [name: string]: string };
  readonly externalSystem: ExternalSystem;
  /** Connects the provider to the system: its events go to the system's API, and it uses the stage's clock. */
  connect(system: { readonly url: string; nowMs(): number }): void;
  /** Every charge in the ledger. */
  charges(): readonly LedgerEntry[];
  /** Charges minus refunds, in minor units. */
  chargedMinor(): number;
  close(): Promise<void>;
};

/** Overrides of the provider's default behaviour. */
export type ProviderOverrides = Partial<
  Pick<SandboxOptions, "decide" | "outage" | "duplicateShare">
>;

/** Shares of charges that do not succeed at once, and of events that are delivered twice. */
const behaviour = { declineShare: 0.05, delayShare: 0.1, duplicateShare: 0.2 };

/**
 * Starts the fake payments provider. Its ledger is in the stage's state folder, so a restart continues from the same data.
 * @throws StateUnusableError when the ledger cannot be stored there.
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
      idle: () => sandbox.inProgress() === 0,
      nextDueMs: () => sandbox.nextDueMs() ?? undefined,
      wake: sandbox.wake,
    },
    connect(running) {
      system = running;
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
