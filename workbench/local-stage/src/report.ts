/**
 * Something that a person should know of, in one line: a denial, a hanging call, a failure, an invocation that was killed
 * (`lost`: whoever called tries again), a call that a NAT is paid for. `key` tells repetitions of the same thing apart from news.
 */
export type Notice = {
  readonly kind: "denied" | "unreachable" | "failed" | "lost" | "waiting" | "nat";
  readonly key: string;
  readonly message: string;
};

/** Collects notices; each is told once and counted after that. */
export type Reports = {
  add(notice: Notice): void;
  all(): readonly (Notice & { readonly times: number })[];
};

export function createReports(tell: (notice: Notice) => void): Reports {
  const known = new Map<string, Notice & { times: number }>();
  return {
    add(notice) {
      const before = known.get(notice.key);
      if (before) {
        before.times += 1;
        return;
      }
      known.set(notice.key, { ...notice, times: 1 });
      tell(notice);
    },
    all: () => [...known.values()],
  };
}
