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

/** `readable` makes a message one for a person: what is quoted of a function's stack names the sources then. */
export function createReports(
  tell: (notice: Notice) => void,
  readable: (message: string) => string = (message) => message,
): Reports {
  const known = new Map<string, Notice & { times: number }>();
  return {
    add(notice) {
      const before = known.get(notice.key);
      if (before) {
        before.times += 1;
        return;
      }
      const news = { ...notice, message: readable(notice.message) };
      known.set(notice.key, { ...news, times: 1 });
      tell(news);
    },
    all: () => [...known.values()],
  };
}
