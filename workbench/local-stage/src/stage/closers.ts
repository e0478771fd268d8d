/** What has to be undone at the end of something that is built up step by step. */
export type Closers = {
  add(close: () => unknown): void;
  /**
   * Undoes the last thing first, each of them whatever the others do; a second call waits for the first.
   * Rejects with what failed.
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
