/** Functions to call at the end, such as those that close what was opened. */
export type Closers = {
  add(close: () => unknown): void;
  /**
   * Calls the last one first, and all of them even if some fail; a second call waits for the first. Rejects with their
   * errors.
   */
  close(): Promise<void>;
};

export function createClosers(): Closers {
  const closers: (() => unknown)[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll() {
    const errors: unknown[] = [];
    for (const close of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, "Several things did not end well.");
  }

  return {
    add: (close) => void closers.push(close),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
