/** What kind of limit it is, which decides what is to change. */
export type LimitKind =
  | "account-requests"
  | "route-requests"
  | "function-concurrency"
  | "function-requests"
  | "account-concurrency"
  | "new-environments"
  | "queue-consumer"
  | "workflow-starts"
  | "state-transitions"
  | "task-results"
  | "stream-records"
  | "stream-bytes"
  | "stream-consumer"
  | "relay"
  | "connections";

/** A limit, and the most that was used of it or wanted from it. */
export type LimitUse = {
  readonly kind: LimitKind;
  /** The logical name of the resource that has it; "account" for a quota of the account. */
  readonly resource: string;
  readonly unit: string;
  readonly used: number;
  readonly limit: number;
  /** Whether more was wanted, so that something was throttled or waited. */
  readonly isMet: boolean;
};

export type LimitUses = {
  /** Keeps the largest use of each limit. Without `isMet` it is met when more is used than the limit. */
  add(use: Omit<LimitUse, "isMet"> & { readonly isMet?: boolean }): void;
  /** The most used first. */
  list(): readonly LimitUse[];
};

export function createLimitUses(): LimitUses {
  const uses = new Map<string, LimitUse>();
  return {
    add(use) {
      const key = `${use.kind} ${use.resource}`;
      const isMet = use.isMet ?? use.used > use.limit;
      const known = uses.get(key);
      const larger = known && shareOf(known) > shareOf(use) ? known : use;
      uses.set(key, { ...larger, isMet: isMet || known?.isMet === true });
    },
    list: () => [...uses.values()].toSorted((a, b) => shareOf(b) - shareOf(a)),
  };
}

/** 1 when all of it is used. */
export function shareOf({ used, limit }: Pick<LimitUse, "used" | "limit">): number {
  if (limit > 0) return used / limit;
  return used > 0 ? Number.POSITIVE_INFINITY : 0;
}
