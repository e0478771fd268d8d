import { isObject, resourcesOf } from "@stagecraft/plan/resources";
import { missing, type Outcome, together } from "../check.ts";
import { checkIssuer } from "../check-issuer.ts";
import type { Deployment } from "../context.ts";

/** The variable that replaces the program's issuer at a deploy. */
const variable = "TOKEN_ISSUER";

/**
 * The issuer of each JWT authorizer publishes the location of its keys, which API Gateway reads when it creates the authorizer:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function tokenIssuer({ plan, environment }: Deployment): Promise<Outcome> {
  const issuers = issuersOf({ plan, given: environment[variable] });
  const outcomes = await Promise.all(
    issuers.map((issuer) =>
      isPlaceholder(issuer) ? placeholder(plan.stage, issuer) : checkIssuer(issuer),
    ),
  );
  return together(outcomes, "the program has no JWT authorizer");
}

/** The issuers of a deploy. The variable replaces the only issuer, or each placeholder. */
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

/** Nobody can register a name in this zone: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
function isPlaceholder(issuer: string): boolean {
  return URL.canParse(issuer) && new URL(issuer).hostname.endsWith(".invalid");
}

function placeholder(stage: string, issuer: string): Outcome {
  return missing(
    `${issuer} is a placeholder: choose a token issuer`,
    [
      `${variable}=https://YOUR-PROVIDER npx sst deploy --stage ${stage}`,
      `# or ${variable}=https://YOUR-PROVIDER in .env.${stage}, or in the program; how to get one: docs/deploy.md#who-issues-tokens`,
    ].join("\n"),
  );
}
