import { timingSafeEqual } from "node:crypto";
import { claimOf, signatureOf } from "../../endpoint/signature.ts";
import type { TemporaryCredentials } from "../../iam/credentials.ts";

/** What a token must be valid for. */
export type ExpectedToken = {
  readonly user: string;
  /** `host:port` under each of which the caller knows the database. */
  readonly endpoints: readonly string[];
  readonly region: string;
  /** The keys of the execution environment. */
  readonly credentials: TemporaryCredentials;
  readonly nowMs: number;
};

const longestExpirySeconds = 15 * 60;
const clockSkewMs = 5 * 60 * 1000;

/**
 * Verifies an RDS authentication token: a SigV4-presigned `host:port/?Action=connect&DBUser=...` for the service `rds-db`,
 * valid for at most 15 minutes. `reason` is for a person; RDS gives none.
 */
export function verifyIamToken(
  token: string,
  expected: ExpectedToken,
): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  const parts = parseToken(token);
  if (parts === undefined) return refuse("the password is not an IAM authentication token");
  const { endpoint, query, rawQuery } = parts;
  const { accessKeyId, secretAccessKey, sessionToken } = expected.credentials;

  if (!expected.endpoints.includes(endpoint)) {
    return refuse(`the token is for ${endpoint}, not for ${expected.endpoints.join(" or ")}`);
  }
  if (query.get("Action") !== "connect") return refuse("the token's Action is not connect");
  if (query.get("DBUser") !== expected.user) {
    return refuse(`the token is for user ${query.get("DBUser")}, not for ${expected.user}`);
  }
  if (
    query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256" ||
    query.get("X-Amz-SignedHeaders") !== "host"
  ) {
    return refuse("the token is not signed with AWS4-HMAC-SHA256 over the header host alone");
  }

  const signedAt = query.get("X-Amz-Date") ?? "";
  const signedAtMs = parseDate(signedAt);
  const expirySeconds = Number(query.get("X-Amz-Expires") ?? Number.NaN);
  if (signedAtMs === undefined) return refuse("the token's X-Amz-Date is not a time");
  if (!(expirySeconds > 0 && expirySeconds <= longestExpirySeconds)) {
    return refuse(`the token's X-Amz-Expires is not 1 to ${longestExpirySeconds} seconds`);
  }
  if (expected.nowMs >= signedAtMs + expirySeconds * 1000) {
    return refuse(`the token expired ${expirySeconds} s after ${signedAt}`);
  }
  if (signedAtMs > expected.nowMs + clockSkewMs) {
    return refuse(`the token was signed in the future, at ${signedAt}`);
  }

  const scope = `${signedAt.slice(0, 8)}/${expected.region}/rds-db/aws4_request`;
  if (query.get("X-Amz-Credential") !== `${accessKeyId}/${scope}`) {
    return refuse(`the token's credential is not this environment's key for ${scope}`);
  }
  if (query.get("X-Amz-Security-Token") !== sessionToken) {
    return refuse("the token's X-Amz-Security-Token is not this environment's");
  }
  const request = { method: "GET", path: "/", query: rawQuery, headers: { host: endpoint } };
  const claim = claimOf(request);
  if (claim === undefined) return refuse("the token is not signed");
  const signature = signatureOf({ ...request, body: Buffer.alloc(0) }, claim, secretAccessKey);
  const given = Buffer.from(query.get("X-Amz-Signature") ?? "", "hex");
  if (given.length !== signature.length || !timingSafeEqual(given, signature)) {
    return refuse("the token's signature does not match");
  }
  return { ok: true };
}

function parseToken(token: string) {
  const match = /^([^/?#\s]+)\/?\?([^#\s]+)$/.exec(token);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  const query = new Map<string, string>();
  for (const pair of match[2].split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 1) return undefined;
    try {
      const name = decodeURIComponent(pair.slice(0, equals));
      if (query.has(name)) return undefined;
      query.set(name, decodeURIComponent(pair.slice(equals + 1)));
    } catch {
      return undefined;
    }
  }
  return { endpoint: match[1].toLowerCase(), query, rawQuery: match[2] };
}

/** `20261123T180210Z` in milliseconds since the epoch. */
function parseDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
