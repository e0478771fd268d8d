import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "./refuse.ts";
import { secretNames } from "./secrets.ts";
import { stage } from "./stages.ts";

/**
 * What a deploy needs and AWS would miss late, or never: asked for before anything is made. Nobody deploys `local`, and what only
 * reads the program goes on with a warning.
 */

const { env } = process;

/** Set by whoever reads the program without deploying it. */
const isOnlyRead = env.STAGECRAFT_PLAN !== undefined;

if ($app.stage !== "local") {
  if (!isOnlyRead) refuseWithoutSecrets();
  askForIssuer();
}

/** Each secret of the stage: SST itself would name the first that is missing, and make the others' resources meanwhile. */
function refuseWithoutSecrets() {
  const missing = secretNames.filter((name) => env[`SST_SECRET_${name}`] === undefined);
  if (missing.length === 0) return;
  const commands = missing.map(
    (name) => `  npx sst secret set ${name} VALUE --stage ${$app.stage}`,
  );
  refuse(
    [`The stage ${$app.stage} has no value for ${missing.join(", ")}. Set each:`, ...commands].join(
      "\n",
    ),
  );
}

/** API Gateway reads the issuer's keys when it makes an authorizer, and refuses one that it cannot reach. */
function askForIssuer() {
  const { issuer } = stage.tokens;
  if (!issuer.startsWith("https://")) refuse(`The token issuer "${issuer}" is no https URL.`);
  if (!issuer.endsWith(".invalid")) return;
  const lines = readFileSync(join($cli.paths.root, "infra/stages.ts"), "utf8").split("\n");
  const line =
    lines.findIndex((text) =>
      text.includes(`placeholder("${new URL(issuer).host.split(".")[1]}")`),
    ) + 1;
  const message = `infra/stages.ts:${line}: ${issuer} is a placeholder for who issues customers' tokens. Put your OpenID Connect provider's URL there, or in TOKEN_ISSUER (.env.${$app.stage}); docs/deploy.md shows how to have one in ten minutes.`;
  if (!isOnlyRead) refuse(message);
  console.warn(`${message} Only a deploy looks into the environment.`);
}
