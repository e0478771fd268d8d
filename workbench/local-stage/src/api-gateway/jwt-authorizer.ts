import { hash } from "node:crypto";
import type { HttpRouteDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { compactVerify, decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import type { Clock } from "../common/clock.ts";
import type { IssuerKeys } from "./issuer-keys.ts";

type JwtAuthorizerDefinition = NonNullable<HttpRouteDefinition["authorizer"]>;

/** The decision of a JWT authorizer: the caller, or API Gateway's answer instead. */
type Authorization =
  | {
      readonly allowed: true;
      readonly claims: JWTPayload;
      readonly scopes: readonly string[] | null;
    }
  | { readonly allowed: false; readonly status: 401 | 403; readonly challenge: string };

export type JwtAuthorizer = (
  authorizer: JwtAuthorizerDefinition,
  token: string | undefined,
) => Promise<Authorization>;

/** HTTP APIs verify RSA signatures only. */
const algorithms = ["RS256", "RS384", "RS512"];
const rememberedTokens = 10_000;

/** Why a token is not accepted, as API Gateway's `error_description` says it. */
class TokenRefused extends Error {}

type Verified = { readonly claims: JWTPayload; readonly untilMs: number };

/** Verifies tokens as an HTTP API's JWT authorizer; a token that was verified is remembered by its hash. */
export function createJwtAuthorizer(options: {
  readonly clock: Pick<Clock, "nowMs">;
  readonly keys: IssuerKeys;
}): JwtAuthorizer {
  const { clock, keys } = options;
  const remembered = new Map<string, Verified>();

  async function verify(authorizer: JwtAuthorizerDefinition, token: string): Promise<JWTPayload> {
    const { issuer, audiences } = authorizer;
    const id = hash("sha256", JSON.stringify([issuer, audiences, token]), "base64");
    const known = remembered.get(id);
    if (known && clock.nowMs() < known.untilMs) return known.claims;
    remembered.delete(id);

    await checkSignature(issuer, token, keys);
    const claims = decodeJwt(token);
    const expiresMs = checkClaims(claims, authorizer, clock.nowMs());
    if (remembered.size >= rememberedTokens) {
      for (const oldest of remembered.keys()) {
        remembered.delete(oldest);
        break;
      }
    }
    remembered.set(id, { claims, untilMs: Math.min(expiresMs, keys.trustedUntilMs(issuer)) });
    return claims;
  }

  return async (authorizer, token) => {
    if (token === undefined) return { allowed: false, status: 401, challenge: "Bearer" };
    const scope = authorizer.scopes.join(" ");
    try {
      const claims = await verify(authorizer, token);
      if (authorizer.scopes.length === 0) return { allowed: true, claims, scopes: null };
      const scopes = scopesOf(claims);
      if (scopes.some((held) => authorizer.scopes.includes(held))) {
        return { allowed: true, claims, scopes };
      }
      return { allowed: false, status: 403, challenge: challenge(scope, "insufficient_scope") };
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      return {
        allowed: false,
        status: 401,
        challenge: challenge(scope, "invalid_token", error.message),
      };
    }
  };
}

async function checkSignature(issuer: string, token: string, keys: IssuerKeys): Promise<void> {
  const { alg, kid } = readHeader(token);
  if (alg === undefined || !algorithms.includes(alg)) {
    throw new TokenRefused(`signing method ${alg ?? "none"} is invalid`);
  }
  if (kid === undefined) throw new TokenRefused("the token does not have a kid");
  const key = await keys.find(issuer, kid).catch((cause) => {
    throw new TokenRefused("JWKS communication error", { cause });
  });
  if (!key) throw new TokenRefused("the token's kid matches no key of the issuer");
  await compactVerify(token, key, { algorithms }).catch((cause) => {
    throw new TokenRefused("the token's signature is invalid", { cause });
  });
}

function readHeader(token: string) {
  try {
    decodeJwt(token);
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new TokenRefused("the token is malformed", { cause });
  }
}

/** Returns when the token ends, in milliseconds since the epoch. */
function checkClaims(
  claims: JWTPayload,
  authorizer: JwtAuthorizerDefinition,
  nowMs: number,
): number {
  if (claims.iss !== authorizer.issuer)
    throw new TokenRefused("the token does not have a valid issuer");
  // client_id counts only where there is no aud.
  const audience = claims.aud ?? claims.client_id;
  const offered = Array.isArray(audience) ? audience : [audience];
  if (!offered.some((name) => authorizer.audiences.includes(String(name)))) {
    throw new TokenRefused("the token does not have a valid audience");
  }
  const now = nowMs / 1000;
  if (!(typeof claims.exp === "number" && claims.exp > now)) {
    throw new TokenRefused("the token has expired");
  }
  if (claims.nbf !== undefined && claims.nbf > now)
    throw new TokenRefused("the token is not yet valid");
  if (claims.iat !== undefined && claims.iat > now) {
    throw new TokenRefused("the token was issued in the future");
  }
  return claims.exp * 1000;
}

function scopesOf(claims: JWTPayload): readonly string[] {
  const held = claims.scope ?? claims.scp ?? [];
  return Array.isArray(held) ? held.map(String) : String(held).split(" ").filter(Boolean);
}

function challenge(scope: string, error: string, description?: string): string {
  const reason =
    description === undefined ? "" : ` error_description="${description.replaceAll('"', "'")}"`;
  return `Bearer scope="${scope}" error="${error}"${reason}`;
}
