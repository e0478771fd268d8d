import { stage } from "./stages.ts";

const providerSecrets = ["PaymentsUrl", "PaymentsApiKey", "PaymentsWebhookSecrets"] as const;

type SecretName = (typeof providerSecrets)[number];

/** The secrets of this stage, set with `sst secret set`. A stage with the payments sandbox has none. */
export const secretNames: readonly SecretName[] = stage.sandbox ? [] : providerSecrets;

/**
 * The value of a secret.
 * @throws when the stage has no secret of that name, because the check before a deploy would not have asked for it
 */
export function secretValue(name: SecretName): $util.Output<string> {
  if (!secretNames.includes(name)) throw new Error(`The stage ${$app.stage} has no secret ${name}`);
  return new sst.Secret(name).value;
}
