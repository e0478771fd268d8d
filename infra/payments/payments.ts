import { tableAlarms } from "../alarms/table-alarms.ts";
import { canStoreIdempotency, canUpdateItems } from "../capability.ts";
import { physicalName } from "../physical-name.ts";
import { paymentsAccount } from "./payments-account.ts";

/** What a function needs to call the payments provider. */
export const paymentsProvider = new sst.Linkable("PaymentsProvider", {
  properties: { url: paymentsAccount.url, apiKey: paymentsAccount.apiKey },
});

/** What a function needs to verify the payments provider's calls. */
export const paymentsWebhook = new sst.Linkable("PaymentsWebhook", {
  properties: { secrets: paymentsAccount.webhookSecrets },
});

/** The workflows that wait for a charge, by its id. */
export const paymentWaits = expiringTable("PaymentWaits", { key: "chargeId", ttl: "expiresAt" });
export const canUpdatePaymentWaits = canUpdateItems(paymentWaits, "PaymentWaits");

/** The idempotency records of the provider's events, by event id. */
const paymentEvents = expiringTable("PaymentEvents", { key: "id", ttl: "expiration" });
export const canStorePaymentEvents = canStoreIdempotency(paymentEvents, "PaymentEvents");

/** A table whose items expire within a month. It has no backup. */
function expiringTable(name: string, { key, ttl }: { key: string; ttl: string }) {
  const table = new sst.aws.Dynamo(`${name}Table`, {
    fields: { [key]: "string" },
    primaryIndex: { hashKey: key },
    ttl,
    transform: {
      table(table) {
        table.name = physicalName(name);
        table.serverSideEncryption = { enabled: true };
        table.pointInTimeRecovery = { enabled: false };
      },
    },
  });
  tableAlarms(name, table, "payments team");
  return table;
}
