import type { OrderId } from "@stagecraft/contracts/ids";
import { type ChargeId, orderIdOf } from "@stagecraft/contracts/payments/charge-id";

/** An order, or its charge, which is called after it. */
const ids = /\b(?:ord|chg)_[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g;

/** What an issuer of tokens may make a subject of: what stands beside one of these is part of a longer name. */
const nameCharacter = "[\\w@|+-]";

/**
 * Whether a text, JSON or not, names a customer or an order of theirs. Somebody whose name only begins or ends like theirs is
 * somebody else.
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
