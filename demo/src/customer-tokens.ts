/** Keeps each customer's token and asks for the next one shortly before it ends. */
export function customerTokens(options: {
  readonly tokenFor: (customerId: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly ttlMs: number;
}): (customerId: string) => Promise<string> {
  const { tokenFor, nowMs, ttlMs } = options;
  const kept = new Map<string, { readonly token: Promise<string>; readonly renewAtMs: number }>();
  return (customerId) => {
    const current = kept.get(customerId);
    if (current && nowMs() < current.renewAtMs) return current.token;
    const token = tokenFor(customerId);
    kept.set(customerId, { token, renewAtMs: nowMs() + ttlMs * 0.8 });
    token.catch(() => kept.delete(customerId));
    return token;
  };
}
