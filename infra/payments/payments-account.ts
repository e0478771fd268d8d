import { secretValue } from "../secrets.ts";
import { stage } from "../stages.ts";
import { paymentsSandbox } from "./payments-sandbox.ts";

/** The payments provider's address, our API key, and the secrets of its signatures. */
type PaymentsAccount = {
  readonly url: $util.Output<string>;
  readonly apiKey: $util.Output<string>;
  /** One secret, or two separated by a comma while the provider rotates its secret. */
  readonly webhookSecrets: $util.Output<string>;
};

export const paymentsAccount: PaymentsAccount = stage.sandbox
  ? paymentsSandbox()
  : providerAccount();

/** The address is a secret as well, because it may differ between stages. */
function providerAccount(): PaymentsAccount {
  return {
    url: secretValue("PaymentsUrl"),
    apiKey: secretValue("PaymentsApiKey"),
    webhookSecrets: secretValue("PaymentsWebhookSecrets"),
  };
}
