import { paymentsSandbox } from "./payments-sandbox.ts";
import { secretValue } from "./secrets.ts";
import { stage } from "./stages.ts";

/** Where the payments provider is, who we are to it, and what it signs with. */
type PaymentsAccount = {
  readonly url: $util.Output<string>;
  readonly apiKey: $util.Output<string>;
  /** One secret, or two with a comma between them while the provider changes from the one to the other. */
  readonly webhookSecrets: $util.Output<string>;
};

export const paymentsAccount: PaymentsAccount = stage.sandbox ? paymentsSandbox() : ofProvider();

/** The address is a secret, too, for it may differ from one stage to the next. */
function ofProvider(): PaymentsAccount {
  return {
    url: secretValue("PaymentsUrl"),
    apiKey: secretValue("PaymentsApiKey"),
    webhookSecrets: secretValue("PaymentsWebhookSecrets"),
  };
}
