import { PaymentsProviderLink } from "@stagecraft/contracts/links/payments-link";
import { readLink } from "@stagecraft/lambda/config";

/** The configuration of the tasks that call the payments provider. */
export const config = readLink("PaymentsProvider", PaymentsProviderLink);
