import { missing, type Outcome, ok, unknown } from "./check.ts";

/**
 * Fetches the configuration of a token issuer: https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 *
 * @param protocol the required protocol of its URL; API Gateway accepts only `https:`
 * @param longestAnswerMs the timeout of the request
 */
export async function checkIssuer(
  issuer: string,
  { protocol = "https:", longestAnswerMs = 10_000 } = {},
): Promise<Outcome> {
  if (!URL.canParse(issuer) || new URL(issuer).protocol !== protocol) {
    return notAccepted(issuer, `is not a URL that begins with ${protocol}//`);
  }
  const page = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  try {
    const response = await fetch(page, {
      // By the specification 200 is the only success.
      redirect: "manual",
      signal: AbortSignal.timeout(longestAnswerMs),
    });
    const text = await response.text();
    if (response.status !== 200) return notAccepted(page, `answers ${response.status}, not 200`);
    return outcomeOf(issuer, page, text);
  } catch (error) {
    if ((error as Error).name !== "TimeoutError") return unanswered(page, error);
    return notAccepted(page, `did not respond within ${longestAnswerMs} ms`);
  }
}

function outcomeOf(issuer: string, page: string, text: string): Outcome {
  const configuration = parsed(text);
  if (!configuration) return notAccepted(page, "is not a JSON object");
  if (configuration.issuer !== issuer) {
    return notAccepted(
      page,
      `names ${JSON.stringify(configuration.issuer) ?? "no issuer"}, not "${issuer}"`,
    );
  }
  if (typeof configuration.jwks_uri !== "string") {
    return notAccepted(page, "does not say where the keys are (jwks_uri)");
  }
  return ok(`${issuer} answers here and names its keys; API Gateway calls it from the internet`);
}

function parsed(text: string): { readonly [key: string]: unknown } | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Error codes of this machine's network, which say nothing about the issuer. */
const ownFailures = new Set(["EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH", "ENETDOWN"]);

function unanswered(page: string, error: unknown): Outcome {
  // fetch has the same message for every failure; the cause has the details.
  const { cause = error } = error as Error;
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason = typeof code === "string" ? code : message;
  if (code && ownFailures.has(code)) {
    return unknown(`${page} could not be called: this machine reaches no network (${code})`);
  }
  return notAccepted(page, `did not respond (${reason})`);
}

function notAccepted(subject: string, why: string): Outcome {
  return missing(
    `${subject} ${why}`,
    `# its URL has to be what its tokens have in "iss", and to answer the internet: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html`,
  );
}
