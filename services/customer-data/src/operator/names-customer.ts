import type { OrderId } from "@stagecraft/contracts/ids";
import { type ChargeId, orderIdOf } from "@stagecraft/contracts/payments/charge-id";

/** An order id, or its charge id, which is made from it. */
const ids = /\b(?:ord|chg)_[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;

/** Characters of a token's subject: an id beside one of these is part of a longer id. */
const nameCharacter = "[\\w@|+-]";

/**
 * Whether a text, JSON or not, contains a customer's id or the id of one of their orders. A longer id that contains the customer's id
 * is another customer.
 */
export function namesCustomer(
  customerId: string,
  orderIds: readonly OrderId[],
): (text: string) => boolean {
  const own = new Set<string>(orderIds);
  const inJson = JSON.stringify(customerId).slice(1, -1);
  const names = [...new Set([customerId, inJson])].map(escaped).join("|");
  const alone = new RegExp(`(?<!${nameCharacter}|\\w\\.)(?:${names})(?!${nameCharacter}|\\.\\w)`);
  const isOwn = (id: string) => own.has(id.startsWith("chg_") ? orderIdOf(id as ChargeId) : id);
  return (text) => alone.test(text) || [...text.matchAll(ids)].some(([id]) => isOwn(id));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
