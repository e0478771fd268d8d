import { importJWK, type JSONWebKeySet } from "jose";
import type { Clock } from "../common/clock.ts";

/** API Gateway keeps an issuer's public keys for up to two hours. */
const keptForMs = 2 * 60 * 60 * 1000;
/** An unknown key id fetches the keys again, but not more often than this. */
const refetchAfterMs = 60_000;

type VerificationKey = Awaited<ReturnType<typeof importJWK>>;
type Fetched = {
  readonly fetchedAtMs: number;
  readonly keys: Promise<ReadonlyMap<string, VerificationKey>>;
};

export type IssuerKeys = {
  /** The issuer's key with that id; undefined when it publishes none. Rejects when it cannot be reached. */
  find(issuer: string, kid: string): Promise<VerificationKey | undefined>;
  /** Until when (stage time) what those keys have verified may be trusted. */
  trustedUntilMs(issuer: string): number;
};

/** Keeps each issuer's RSA keys, imported once. */
export function createIssuerKeys(options: {
  readonly clock: Pick<Clock, "nowMs">;
  readonly fetchKeys: (issuer: string) => Promise<JSONWebKeySet>;
}): IssuerKeys {
  const { clock, fetchKeys } = options;
  const fetched = new Map<string, Fetched>();

  function fetchNow(issuer: string): Fetched {
    const keys = fetchKeys(issuer).then(importKeys);
    const entry = { fetchedAtMs: clock.nowMs(), keys };
    fetched.set(issuer, entry);
    keys.catch(() => {
      if (fetched.get(issuer) === entry) fetched.delete(issuer);
    });
    return entry;
  }

  return {
    async find(issuer, kid) {
      let entry = fetched.get(issuer);
      if (!entry || clock.nowMs() - entry.fetchedAtMs >= keptForMs) entry = fetchNow(issuer);
      const key = (await entry.keys).get(kid);
      if (key || clock.nowMs() - entry.fetchedAtMs < refetchAfterMs) return key;
      const current = fetched.get(issuer);
      return (await (current && current !== entry ? current : fetchNow(issuer)).keys).get(kid);
    },
    trustedUntilMs: (issuer) => (fetched.get(issuer)?.fetchedAtMs ?? 0) + keptForMs,
  };
}

async function importKeys(set: JSONWebKeySet): Promise<ReadonlyMap<string, VerificationKey>> {
  const keys = new Map<string, VerificationKey>();
  for (const jwk of set.keys) {
    if (jwk.kty !== "RSA" || jwk.kid === undefined) continue;
    keys.set(jwk.kid, await importJWK(jwk, jwk.alg ?? "RS256"));
  }
  return keys;
}
