import { stage } from "./stages.ts";

const ofProvider = ["PaymentsUrl", "PaymentsApiKey", "PaymentsWebhookSecrets"] as const;

type SecretName = (typeof ofProvider)[number];

/** What this stage is told by `sst secret set`, and nobody else knows. A payments sandbox needs none. */
export const secretNames: readonly SecretName[] = stage.sandbox ? [] : ofProvider;

/**
 * The value of a secret.
 * @throws for one that is not among the stage's: a deploy would not have asked for it
 */
export function secretValue(name: SecretName): $util.Output<string> {
  if (!secretNames.includes(name)) throw new Error(`The stage ${$app.stage} has no secret ${name}`);
  return new sst.Secret(name).value;
}
