import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { PaymentsSandboxLink } from "@stagecraft/contracts/links/payments-sandbox-link";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment starts. */
export const config = parseConfig(
  "Resource.PaymentsSandboxKey",
  PaymentsSandboxLink,
  links.PaymentsSandboxKey,
);
