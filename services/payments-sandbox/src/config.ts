import { PaymentsSandboxLink } from "@stagecraft/contracts/links/payments-sandbox-link";
import { readLink } from "@stagecraft/lambda/config";

export const config = readLink("PaymentsSandboxKey", PaymentsSandboxLink);
