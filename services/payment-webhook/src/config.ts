import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { PaymentsWebhookLink } from "@stagecraft/contracts/links/payments-link";
import { TableLink } from "@stagecraft/contracts/links/table-link";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment starts. */
export const config = {
  webhook: parseConfig("Resource.PaymentsWebhook", PaymentsWebhookLink, links.PaymentsWebhook),
  waitsTable: parseConfig("Resource.PaymentWaits", TableLink, links.PaymentWaits),
  eventsTable: parseConfig("Resource.PaymentEvents", TableLink, links.PaymentEvents),
};
