import { TableLink } from "@stagecraft/contracts/links/table-link";
import { readLink } from "@stagecraft/lambda/config";

/** The configuration of the functions that use payment waits. */
export const config = { tableName: readLink("PaymentWaits", TableLink).name };
