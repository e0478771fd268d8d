import { isObject, resourcesOf } from "@stagecraft/plan/resources";
import { askIssuer } from "../ask-issuer.ts";
import { missing, type Outcome, together } from "../check.ts";
import type { Deployment } from "../context.ts";

/** The variable in which a deploy may be given another issuer than the program names. */
const variable = "TOKEN_ISSUER";

/**
 * Whoever issues the tokens of each JWT authorizer publishes where its keys are. API Gateway reads that when it makes the
 * authorizer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function tokenIssuer({ plan, environment }: Deployment): Promise<Outcome> {
  const issuers = issuersOf({ plan, given: environment[variable] });
  const outcomes = await Promise.all(
    issuers.map((issuer) =>
      isPlaceholder(issuer) ? placeholder(plan.stage, issuer) : askIssuer(issuer),
    ),
  );
  return together(outcomes, "the program has no JWT authorizer");
}

/** The issuers that a deploy would name. The variable stands for the only one, or for each that is still to be chosen. */
function issuersOf({
  plan,
  given,
}: Pick<Deployment, "plan"> & { readonly given: string | undefined }): readonly string[] {
  const declared = new Set(
    resourcesOf(plan, "aws:apigatewayv2/authorizer:Authorizer").flatMap(({ inputs }) => {
      const issuer = isObject(inputs.jwtConfiguration) ? inputs.jwtConfiguration.issuer : undefined;
      return typeof issuer === "string" ? [issuer] : [];
    }),
  );
  if (!given) return [...declared];
  const replaced = [...declared].map((issuer) =>
    declared.size === 1 || isPlaceholder(issuer) ? given : issuer,
  );
  return [...new Set(replaced)];
}

/** Nobody can hold a name of this zone: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
function isPlaceholder(issuer: string): boolean {
  return URL.canParse(issuer) && new URL(issuer).hostname.endsWith(".invalid");
}

function placeholder(stage: string, issuer: string): Outcome {
  return missing(
    `${issuer} stands for an issuer that is still to be chosen`,
    [
      `${variable}=https://YOUR-PROVIDER npx sst deploy --stage ${stage}`,
      `# or ${variable}=https://YOUR-PROVIDER in .env.${stage}, or in the program; how to have one: docs/deploy.md#who-issues-tokens`,
    ].join("\n"),
  );
}
