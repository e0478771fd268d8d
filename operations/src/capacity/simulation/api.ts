import type { SystemModel } from "../model/system-model.ts";
import type { FunctionPool } from "./function-pool.ts";
import type { LimitUses } from "./limit-uses.ts";
import { negligible } from "./negligible.ts";
import { createTokenBucket } from "./token-bucket.ts";

/** The HTTP API over time. */
export type Api = {
  tick(): void;
  /**
   * Sends all requests of a second to functions that get no others in it. Returns how many of each route were answered; the others
   * got 429 or 503.
   */
  request(
    wanted: readonly { readonly routeKey: string; readonly amount: number }[],
  ): ReadonlyMap<string, number>;
};

export function createApi(
  system: SystemModel,
  { functions, limits }: { readonly functions: FunctionPool; readonly limits: LimitUses },
): Api {
  const account = createTokenBucket(system.quotas.apiRequests);
  const routes = new Map(
    system.routes.map(({ routeKey, functionName, throttle }) => [
      routeKey,
      {
        functionName,
        bucket: throttle
          ? createTokenBucket({ size: throttle.burst, perSecond: throttle.requestsPerSecond })
          : undefined,
      },
    ]),
  );
  let asked = 0;
  let refused = 0;

  return {
    tick() {
      limits.add({
        kind: "account-requests",
        resource: "account",
        unit: "requests/s",
        used: asked,
        limit: account.perSecond,
        isMet: refused > negligible,
      });
      asked = 0;
      refused = 0;
      account.tick();
      for (const { bucket } of routes.values()) bucket?.tick();
    },
    request(wanted) {
      const admitted = wanted.map(({ routeKey, amount }) => ({
        ...admit(routeKey, amount),
        routeKey,
      }));
      const answered = new Map<string, number>();
      for (const functionName of new Set(admitted.map((each) => each.functionName))) {
        const own = admitted.filter((each) => each.functionName === functionName);
        const all = own.reduce((sum, { amount }) => sum + amount, 0);
        const share = all > 0 ? functions.invoke(functionName, all) / all : 1;
        for (const { routeKey, amount } of own) answered.set(routeKey, amount * share);
      }
      return answered;
    },
  };

  function admit(routeKey: string, wanted: number) {
    const route = routes.get(routeKey);
    if (!route) throw new Error(`The stage has no route ${routeKey}.`);
    const { bucket, functionName } = route;
    const counted = account.take(wanted);
    asked += wanted;
    refused += wanted - counted;
    if (!bucket) return { functionName, amount: counted };
    const amount = bucket.take(counted);
    limits.add({
      kind: "route-requests",
      resource: routeKey,
      unit: "requests/s",
      used: counted,
      limit: bucket.perSecond,
      isMet: amount < counted - negligible,
    });
    return { functionName, amount };
  }
}
