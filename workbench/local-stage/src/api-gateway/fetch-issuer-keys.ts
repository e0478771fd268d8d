import type { JSONWebKeySet } from "jose";
import { createTimeout } from "../common/timeout.ts";

/** API Gateway waits this long for an issuer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
const timeoutMs = 1_500;

/**
 * Fetches an issuer's keys as API Gateway does, by its OpenID configuration. `externalHosts` has the local addresses of
 * hosts outside AWS: `{ "https://tokens.example.com": "http://127.0.0.1:4100" }`.
 * @throws Error for an issuer that `externalHosts` does not name, or that does not answer.
 */
export function issuerKeys(externalHosts: Readonly<Record<string, string>>) {
  return async (issuer: string): Promise<JSONWebKeySet> => {
    const configuration = await fetchJson(
      externalHosts,
      `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    );
    return (await fetchJson(
      externalHosts,
      String(configuration.jwks_uri),
    )) as unknown as JSONWebKeySet;
  };
}

async function fetchJson(
  externalHosts: Readonly<Record<string, string>>,
  url: string,
): Promise<Record<string, unknown>> {
  const [outside, here] =
    Object.entries(externalHosts).find(([host]) => url === host || url.startsWith(`${host}/`)) ??
    [];
  if (outside === undefined || here === undefined) {
    throw new Error(
      `${new URL(url).origin} is outside this machine, and nothing here stands in for it`,
    );
  }
  const { signal, end } = createTimeout(timeoutMs);
  try {
    const response = await fetch(here + url.slice(outside.length), { signal });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  } finally {
    end();
  }
}
