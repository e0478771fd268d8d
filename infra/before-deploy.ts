import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stoppedIntakePath } from "../packages/contracts/src/system.ts";
import { refuse } from "./refuse.ts";
import { secretNames } from "./secrets.ts";
import { stage } from "./stages.ts";

/**
 * Checks, before any resource is created, what AWS would check late or never. The stage `local` is never deployed; a command that
 * only reads the program gets a warning.
 */

const { env } = process;

/** Set by commands that read the program without deploying it. */
const isOnlyRead = env.STAGECRAFT_PLAN !== undefined;

if ($app.stage !== "local") {
  await warnOfStoppedIntake();
  if (!isOnlyRead) checkSecrets();
  checkIssuer();
  if (stage.containers.run.includes("orders-api")) checkContainerDomain();
}

/** Names every missing secret of the stage. SST would name only the first, after it has created some resources. */
function checkSecrets() {
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

/** API Gateway reads the issuer's keys when it creates an authorizer, and fails when it cannot reach the issuer. */
function checkIssuer() {
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
  console.warn(`${message} Only a deploy reads the environment.`);
}

/** A load balancer without a certificate would take tokens and orders in clear text. */
function checkContainerDomain() {
  const { domain } = stage.containers;
  if (isOnlyRead || !domain.endsWith(".invalid")) return;
  refuse(
    `${domain} is a placeholder for the name of the API's load balancer. Put yours and its certificate into infra/stages.ts, or into CONTAINER_DOMAIN and CONTAINER_CERTIFICATE.`,
  );
}

/** A deploy writes what the program has changed since the last one. It knows of no other change, and starts nothing again by itself. */
async function warnOfStoppedIntake() {
  const path = stoppedIntakePath($app.stage);
  const { names } = await aws.ssm.getParametersByPath({ path, recursive: true });
  if (names.length === 0) return;
  console.warn(
    `The stage ${$app.stage} begins no new work: npm run stop-intake has stopped ${names.length} routes, schedules, functions and mappings. What this deploy changes of them begins work again, and the rest stays stopped. See them with npm run stop-intake -- --status --stage ${$app.stage}.`,
  );
}
