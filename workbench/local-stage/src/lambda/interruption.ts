import type { RuntimeProcess } from "./environment/runtime-process.ts";

/** A planned fault of an invocation: its process is killed or hangs, `afterMs` after it got the event. */
export type Interruption = {
  readonly kind: "killed" | "hanging";
  /** With 0 the function does not get the event. */
  readonly afterMs: number;
  /** Called when it has happened; not for an invocation that ends earlier. */
  happened(): void;
};

/** Kills or freezes a process at the given time. Returns the cancellation. */
export function interrupt(
  process: RuntimeProcess,
  { kind, afterMs, happened }: Interruption,
): () => void {
  const act = () => {
    happened();
    if (kind === "killed") process.kill();
    else process.freeze();
  };
  if (afterMs === 0) {
    act();
    return () => {};
  }
  const timer = setTimeout(act, afterMs);
  return () => clearTimeout(timer);
}
