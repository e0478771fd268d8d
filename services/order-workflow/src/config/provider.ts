import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { PaymentsProviderLink } from "@stagecraft/contracts/links/payments-link";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment of a task starts that calls the payments provider. */
export const config = parseConfig(
  "Resource.PaymentsProvider",
  PaymentsProviderLink,
  links.PaymentsProvider,
);
