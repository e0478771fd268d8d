import { UsageError } from "@stagecraft/cli/usage-error";
import { decodeJwt } from "jose";

/** A customer's token, and what it says of itself. Nobody has verified that. */
export type CustomerToken = {
  readonly value: string;
  /** Issuer, audience and scopes, for a message: never who the customer is. */
  readonly says: string;
};

/**
 * Reads SMOKE_TOKEN. What is wrong with it is said without quoting it.
 * @throws UsageError when it is missing, no JWT, or over
 */
export function customerToken(variable: string | undefined, stage: string): CustomerToken {
  const value = variable?.trim().replace(/^Bearer\s+/i, "");
  if (!value) {
    const from =
      stage === "local"
        ? "npm start prints one (export TOKEN=...)"
        : `it comes from the issuer that infra/stages.ts names for ${stage}`;
    throw new UsageError(
      `The customer who orders needs a token, in the variable SMOKE_TOKEN: ${from}.`,
    );
  }
  const claims = claimsOf(value);
  const { exp, iss, aud, scope } = claims;
  if (exp !== undefined && exp * 1_000 <= Date.now()) {
    const ended = new Date(exp * 1_000).toISOString();
    throw new UsageError(`SMOKE_TOKEN was good until ${ended}. Get another one.`);
  }
  return {
    value,
    says: `issuer ${iss ?? "none"}, audience ${[aud ?? claims.client_id ?? "none"].flat().join(", ")}, scopes ${scope ?? claims.scp ?? "none"}`,
  };
}

function claimsOf(token: string) {
  try {
    return decodeJwt(token);
  } catch {
    throw new UsageError(
      "SMOKE_TOKEN holds no JWT (three parts of letters, digits, - and _, with dots between them).",
    );
  }
}
