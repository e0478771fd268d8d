import { UsageError } from "@stagecraft/cli/usage-error";
import { decodeJwt } from "jose";

/** A customer's token and some of its claims. The token is not verified. */
export type CustomerToken = {
  readonly value: string;
  /** Issuer, audience and scopes for messages, without the subject. */
  readonly claims: string;
};

/**
 * Reads SMOKE_TOKEN. Error messages never contain the token.
 * @throws UsageError when it is missing, not a JWT, or expired
 */
export function customerToken(variable: string | undefined, stage: string): CustomerToken {
  const value = variable?.trim().replace(/^Bearer\s+/i, "");
  if (!value) {
    const source =
      stage === "local"
        ? "npm start prints one (export TOKEN=...)"
        : `get one from the issuer of ${stage}: TOKEN_ISSUER in .env.${stage}, or infra/stages.ts`;
    throw new UsageError(
      `The environment variable SMOKE_TOKEN must have a customer's token: ${source}.`,
    );
  }
  const claims = claimsOf(value);
  const { exp, iss, aud, scope } = claims;
  if (exp !== undefined && exp * 1_000 <= Date.now()) {
    const expiredAt = new Date(exp * 1_000).toISOString();
    throw new UsageError(`SMOKE_TOKEN expired at ${expiredAt}. Get a new one.`);
  }
  return {
    value,
    claims: `issuer ${iss ?? "none"}, audience ${[aud ?? claims.client_id ?? "none"].flat().join(", ")}, scopes ${scope ?? claims.scp ?? "none"}`,
  };
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    throw new UsageError(
      "SMOKE_TOKEN is not a JWT (three base64url parts with dots between them).",
    );
  }
}
