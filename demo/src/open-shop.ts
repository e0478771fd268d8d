import { type Stage, startStage } from "@stagecraft/local-stage/start-stage";
import type { Plan } from "@stagecraft/plan/plan";
import { defaultSeed } from "./chance.ts";
import { type PlayedPayments, playPayments } from "./play-payments.ts";
import { startTokenIssuer } from "./token-issuer.ts";
import { tokenSettings } from "./token-settings.ts";

/** What may differ about a token. */
export type TokenWishes = {
  readonly scopes?: readonly string[];
  readonly ttlSeconds?: number;
  readonly audience?: string;
};

/** The business with the world around it: the stage, who issues customers' tokens, and who moves their money. */
export type Shop = {
  readonly stage: Stage;
  readonly payments: PlayedPayments;
  /** A token as the API wants it, for an hour, unless wished otherwise. */
  tokenFor(customerId: string, wishes?: TokenWishes): Promise<string>;
  close(): Promise<void>;
};

/** Starts a stage of the Plan with the world around it. */
export async function openShop(
  plan: Plan,
  options: {
    readonly root: string;
    readonly stateDirectory: string;
    readonly port?: number;
    readonly seed?: number;
    /** How long a delayed payment takes. */
    readonly paymentDelayMs?: number;
    readonly tell?: (line: string) => void;
  },
): Promise<Shop> {
  const { issuer: name, audience } = tokenSettings(plan);
  const { root, stateDirectory, seed = defaultSeed, paymentDelayMs = 60_000 } = options;
  let nowMs = Date.now;
  const issuer = await startTokenIssuer({ issuer: name, nowMs: () => nowMs() });
  const payments = await playPayments({ stateDirectory, seed, delayMs: paymentDelayMs });
  const closeWorld = async () => {
    await payments.close();
    await issuer.close();
  };
  try {
    const stage = await startStage(plan, {
      ...{ directory: stateDirectory, root, seed },
      world: { [name]: issuer.url },
      secrets: payments.secrets,
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.tell ? { tell: options.tell } : {}),
    });
    nowMs = stage.nowMs;
    payments.meet(stage);
    return {
      stage,
      payments,
      tokenFor: (customerId, wishes) =>
        issuer.tokenFor({
          customerId,
          audience,
          scopes: ["orders:read", "orders:write", "sales:read"],
          ttlSeconds: 60 * 60,
          ...wishes,
        }),
      async close() {
        await stage.stop();
        await closeWorld();
      },
    };
  } catch (error) {
    await closeWorld();
    throw error;
  }
}
