import { settle } from "./settle.ts";

/** The invocations of a function that the test controls, on a clock that the test moves. */
export function createFakeInvocations<Invocation>(clock: { advance(byMs: number): void }) {
  const unseen: Invocation[] = [];
  return {
    add: (invocation: Invocation) => void unseen.push(invocation),
    forget() {
      unseen.length = 0;
    },
    /** The next invocation that the test has not seen. */
    async next(): Promise<Invocation> {
      await settle();
      const invocation = unseen.shift();
      if (invocation === undefined) throw new Error("the function was not invoked");
      return invocation;
    },
    async count(): Promise<number> {
      await settle();
      return unseen.length;
    },
    async advance(byMs: number) {
      await settle();
      clock.advance(byMs);
      await settle();
    },
  };
}
