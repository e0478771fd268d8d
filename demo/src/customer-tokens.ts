/** Caches each customer's token and requests a new one shortly before it expires. */
export function customerTokens(options: {
  readonly tokenFor: (customerId: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly ttlMs: number;
}): (customerId: string) => Promise<string> {
  const { tokenFor, nowMs, ttlMs } = options;
  const cache = new Map<string, { readonly token: Promise<string>; readonly renewAtMs: number }>();
  return (customerId) => {
    const current = cache.get(customerId);
    if (current && nowMs() < current.renewAtMs) return current.token;
    const token = tokenFor(customerId);
    cache.set(customerId, { token, renewAtMs: nowMs() + ttlMs * 0.8 });
    token.catch(() => cache.delete(customerId));
    return token;
  };
}
