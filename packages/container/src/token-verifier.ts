import type { Claims } from "@stagecraft/lambda/http";
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from "jose";

/** Which tokens an API takes. */
export type TokenSettings = {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys (JWKS). */
  readonly keysUrl: string;
  /** Before each scope in a token: `stagecraft/`. May be empty. */
  readonly scopePrefix: string;
};

/** What becomes of a request with a token: its caller, or why it is refused. */
export type Verified =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly status: 401 | 403; readonly challenge: string };

/** Verifies the `Authorization` header of a request to a route with that scope. */
export type VerifyToken = (authorization: string | undefined, scope: string) => Promise<Verified>;

/** HTTP APIs verify RSA signatures only: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
const algorithms = ["RS256", "RS384", "RS512"];

/** As long as API Gateway waits for an issuer, and keeps its keys. */
const fetchTimeoutMs = 1_500;
const keysMaxAgeMs = 2 * 60 * 60 * 1_000;

/**
 * Verifies tokens as the JWT authorizer of an HTTP API does, with the same refusals. The keys of the issuer are fetched when the first
 * token comes, and again for a key that is not among them, at most twice a minute.
 */
export function tokenVerifier(
  { issuer, audience, keysUrl, scopePrefix }: TokenSettings,
  now: () => Date,
): VerifyToken {
  const keys = createRemoteJWKSet(new URL(keysUrl), {
    timeoutDuration: fetchTimeoutMs,
    cacheMaxAge: keysMaxAgeMs,
  });

  return async (authorization, scope) => {
    const needed = `${scopePrefix}${scope}`;
    const token = authorization?.replace(/^bearer\s+/i, "").trim();
    if (!token) return { ok: false, status: 401, challenge: "Bearer" };
    const refuse = (status: 401 | 403, error: string) =>
      ({ ok: false, status, challenge: `Bearer scope="${needed}" error="${error}"` }) as const;
    let claims: Claims;
    try {
      // With one key, jose would take a token that names none.
      if (decodeProtectedHeader(token).kid === undefined) return refuse(401, "invalid_token");
      const verified = await jwtVerify(token, keys, {
        algorithms,
        issuer,
        currentDate: now(),
        requiredClaims: ["exp"],
      });
      claims = verified.payload;
    } catch (thrown) {
      // A TypeError is a malformed token, or an issuer that cannot be reached: API Gateway answers both in the same way.
      if (thrown instanceof errors.JOSEError || thrown instanceof TypeError) {
        return refuse(401, "invalid_token");
      }
      throw thrown;
    }
    // client_id counts only where there is no aud.
    const offered = [claims.aud ?? claims.client_id].flat();
    if (!offered.includes(audience) || isFuture(claims.iat, now())) {
      return refuse(401, "invalid_token");
    }
    return scopesOf(claims).includes(needed)
      ? { ok: true, claims: { ...claims, scope: scopesOf(claims).join(" ") } }
      : refuse(403, "insufficient_scope");
  };
}

function isFuture(issuedAt: unknown, now: Date): boolean {
  return typeof issuedAt === "number" && issuedAt * 1_000 > now.getTime();
}

function scopesOf({ scope, scp }: Claims): readonly string[] {
  const held = scope ?? scp ?? [];
  return Array.isArray(held) ? held.map(String) : String(held).split(" ").filter(Boolean);
}
