/** What each stage is told by `sst secret set`, and nobody else knows. */

/** Where the payments provider is, and who we are to it; the address is a secret for it may differ from one stage to the next. */
export const paymentsUrl = new sst.Secret("PaymentsUrl");
export const paymentsApiKey = new sst.Secret("PaymentsApiKey");

/** One secret, or two with a comma between them while the provider changes from the one to the other. */
export const paymentsWebhookSecrets = new sst.Secret("PaymentsWebhookSecrets");
