import type { RuntimeProcess } from "./environment/runtime-process.ts";

/** A planned end of an invocation: its process dies or stands still, so long after it was given the event. */
export type Interruption = {
  readonly kind: "killed" | "hanging";
  /** With 0 the function does not see the event. */
  readonly afterMs: number;
  /** Called when it has happened: an invocation that ends in time is left alone. */
  happened(): void;
};

/** Lets it happen to a process when its time has come. Returns the cancellation. */
export function interrupt(
  process: RuntimeProcess,
  { kind, afterMs, happened }: Interruption,
): () => void {
  const take = () => {
    happened();
    if (kind === "killed") process.kill();
    else process.freeze();
  };
  if (afterMs === 0) {
    take();
    return () => {};
  }
  const timer = setTimeout(take, afterMs);
  return () => clearTimeout(timer);
}
