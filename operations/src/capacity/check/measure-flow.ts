import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { LoadShape } from "../../load/load-shape.ts";
import { startOwnSystem } from "../../load/own-system.ts";
import { runLoad } from "../../load/run-load.ts";
import { withTemporaryState } from "../../local-system/temporary-directory.ts";

/** What a load did on a system on this machine. */
export type MeasuredFlow = {
  readonly requests: number;
  readonly ordersPlaced: number;
  /** Orders and events that were pending at the end. */
  readonly pending: number;
  readonly functions: readonly {
    readonly name: string;
    readonly invocations: number;
    /** The time of all invocations and init phases, in seconds. */
    readonly busySeconds: number;
  }[];
};

/** Sends the load to a system of its own with a new state, and waits for the end of every order. */
export async function measureFlow(
  plan: Plan,
  options: {
    readonly shape: LoadShape;
    readonly root: string;
    readonly log: (line: string) => void;
    readonly signal: AbortSignal;
  },
): Promise<MeasuredFlow> {
  const { shape, root, log, signal } = options;
  const names = new Map(functionsOf(plan).map(({ name, logicalName }) => [name, logicalName]));
  const uses = new Map<string, { invocations: number; busySeconds: number }>();
  return await withTemporaryState("capacity", async (stateDirectory) => {
    log("starting a system with a new state");
    const system = await startOwnSystem(plan, {
      root,
      stateDirectory,
      signal,
      onInvocation({ functionName, durationMs, initMs = 0 }) {
        const name = names.get(functionName) ?? functionName;
        const use = uses.get(name) ?? { invocations: 0, busySeconds: 0 };
        use.invocations += 1;
        use.busySeconds += (durationMs + initMs) / 1_000;
        uses.set(name, use);
      },
    });
    try {
      // The start of the system invoked functions as well.
      uses.clear();
      log(`sending ${shape.ratePerSecond} requests a second for ${shape.seconds} s`);
      const order = { url: system.url, customers: system.customers, shape, seed: 1 };
      const { routes } = await runLoad(order, { onSecond() {}, signal });
      log("waiting for the end of every order");
      const pending = await system.settle();
      const answers = routes.flatMap(({ route, outcomes }) =>
        Object.entries(outcomes).map(([outcome, times]) => ({ route, outcome, times })),
      );
      const count = (wanted: (answer: (typeof answers)[number]) => boolean) =>
        answers.filter(wanted).reduce((sum, { times }) => sum + times, 0);
      return {
        requests: count(() => true),
        ordersPlaced: count(({ route, outcome }) => route === "POST /orders" && outcome === "201"),
        pending,
        functions: [...uses].map(([name, use]) => ({ name, ...use })),
      };
    } finally {
      await system.close();
    }
  });
}
