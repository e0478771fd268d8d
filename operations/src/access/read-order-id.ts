import { UsageError } from "@stagecraft/cli/usage-error";
import { OrderId } from "@stagecraft/contracts/ids";

/** An order's id from a command line. @throws UsageError when it is none. */
export function readOrderId(text: string): OrderId {
  const { success, data } = OrderId.safeParse(text);
  if (success) return data;
  throw new UsageError(`"${text}" is not an order's id, which is ord_ and 26 characters.`);
}
