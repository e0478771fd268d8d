import type { Log } from "@stagecraft/lambda/telemetry";

/** Something that runs until the process is told to stop. */
export type Running = {
  /** Begins nothing more; resolves when what is in hand is done. */
  stop(): Promise<void>;
};

/**
 * Waits for SIGTERM, which ECS sends, or SIGINT, and stops what runs, one after the other. What is not done within `stopTimeoutMs` is
 * given up, with exit code 1: ECS would kill the process soon after.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (`stopTimeout`, 120 seconds at most on Fargate)
 */
export async function runUntilStopped(
  running: readonly Running[],
  { stopTimeoutMs, log }: { readonly stopTimeoutMs: number; readonly log: Log },
): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  const timer = setTimeout(() => {
    log.error("stop", { reason: "out-of-time" });
    process.exit(1);
  }, stopTimeoutMs);
  for (const each of running) await each.stop();
  clearTimeout(timer);
  log.info("stop", { outcome: "stopped" });
}
