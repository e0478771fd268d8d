import { parseConfig } from "@stagecraft/contracts/links/parse-config";
import { TableLink } from "@stagecraft/contracts/links/table-link";
import { Resource } from "sst/resource";

const links = Resource as unknown as Readonly<Record<string, unknown>>;

/** Read once, when the environment of a task starts that knows of waits for payments. */
export const config = {
  tableName: parseConfig("Resource.PaymentWaits", TableLink, links.PaymentWaits).name,
};
