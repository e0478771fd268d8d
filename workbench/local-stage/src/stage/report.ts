/**
 * Something that a person should know, in one line: a denial, a hanging call, a failure, a killed invocation (`lost`: the caller
 * retries), a call through a NAT, which costs money. Notices with the same `key` are repetitions.
 */
export type Notice = {
  readonly kind: "denied" | "unreachable" | "failed" | "lost" | "waiting" | "nat";
  readonly key: string;
  readonly message: string;
};

/** Collects notices. A repetition is only counted. */
export type Reports = {
  add(notice: Notice): void;
  all(): readonly (Notice & { readonly times: number })[];
};

/** `onNew` gets each notice once. `readable` maps the frames of a stack in a message to source files. */
export function createReports(
  onNew: (notice: Notice) => void,
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
      const shown = { ...notice, message: readable(notice.message) };
      known.set(notice.key, { ...shown, times: 1 });
      onNew(shown);
    },
    all: () => [...known.values()],
  };
}
