import { canRemember, canUpdate } from "./capability.ts";
import { paymentsAccount } from "./payments-account.ts";

/** Calling the payments provider. */
export const paymentsProvider = new sst.Linkable("PaymentsProvider", {
  properties: { url: paymentsAccount.url, apiKey: paymentsAccount.apiKey },
});

/** Being called by the payments provider. */
export const paymentsWebhook = new sst.Linkable("PaymentsWebhook", {
  properties: { secrets: paymentsAccount.webhookSecrets },
});

/** The workflows that wait for a charge, by its id. */
export const paymentWaits = passingTable("PaymentWaits", { key: "chargeId", ttl: "expiresAt" });
export const toPaymentWaits = canUpdate("PaymentWaits", paymentWaits);

/** The provider's events that were dealt with, by their id. */
const paymentEvents = passingTable("PaymentEvents", { key: "id", ttl: "expiration" });
export const toPaymentEvents = canRemember("PaymentEvents", paymentEvents);

/** A table of what is of no use a month later, so that there is no backup of it. */
function passingTable(name: string, { key, ttl }: { key: string; ttl: string }) {
  return new sst.aws.Dynamo(`${name}Table`, {
    fields: { [key]: "string" },
    primaryIndex: { hashKey: key },
    ttl,
    transform: {
      table(table) {
        table.name = `${$app.name}-${$app.stage}-${name}`;
        table.serverSideEncryption = { enabled: true };
        table.pointInTimeRecovery = { enabled: false };
      },
    },
  });
}
