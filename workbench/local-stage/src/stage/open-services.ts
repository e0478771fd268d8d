import type { Closers } from "./closers.ts";
import type { LocalService, RunningService, StageContext } from "./local-service.ts";
import { StageStartError } from "./stage-start-error.ts";

/**
 * Opens the services one after the other and enters each into `opened`.
 * @throws StageStartError for what AWS would refuse at a deploy, and the reason of the options' signal.
 */
export async function openServices(
  services: readonly LocalService[],
  context: StageContext,
  closers: Closers,
  opened: Map<LocalService, unknown>,
): Promise<readonly RunningService[]> {
  const { plan, authority, options } = context;
  const refused = services.flatMap((service) => service.deployErrors?.(plan, authority) ?? []);
  if (refused.length > 0) {
    throw new StageStartError(`A deploy of this would fail:\n${refused.join("\n")}`);
  }
  const running: RunningService[] = [];
  for (const service of services) {
    options.signal?.throwIfAborted();
    const one = await service.open(context);
    closers.add(() => one.close?.());
    opened.set(service, one.internal);
    running.push(one);
  }
  return running;
}
