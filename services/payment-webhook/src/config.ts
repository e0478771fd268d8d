import { PaymentsWebhookLink } from "@stagecraft/contracts/links/payments-link";
import { TableLink } from "@stagecraft/contracts/links/table-link";
import { readLink } from "@stagecraft/lambda/config";

export const config = {
  webhook: readLink("PaymentsWebhook", PaymentsWebhookLink),
  waitsTable: readLink("PaymentWaits", TableLink),
  eventsTable: readLink("PaymentEvents", TableLink),
};
