import { durationText } from "@stagecraft/cli/duration-text";
import type { OrderState } from "@stagecraft/contracts/order-status";

/** How orders that hang are looked for and said. */
export type WatchOptions = {
  /** Finds the stuck orders, the oldest change first. */
  readonly findStuck: () => Promise<{
    readonly at: string;
    readonly orders: readonly OrderState[];
  }>;
  readonly say: (line: string) => void;
  /** The options that lead the commands to the stage, with a space before each. */
  readonly where: string;
  /** The time between two questions. An order is stuck after minutes, so that a minute is often enough. */
  readonly everyMs?: number;
};

/** The most orders that are named at once. */
const namedAtOnce = 3;

/** While a changed program is applied, the stage does not answer for some seconds. */
const failuresToTell = 3;

/** Looks for orders that hang, and says each once, with the command to type. `close` resolves when the last question has ended. */
export function watchOrders({ findStuck, say, where, everyMs = 60_000 }: WatchOptions): {
  close(): Promise<void>;
} {
  const said = new Set<string>();
  let failures = 0;
  let isClosed = false;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const { at, orders } = await findStuck();
      failures = 0;
      if (!isClosed) for (const line of linesOf(orders, Date.parse(at))) say(line);
    } catch (error) {
      failures += 1;
      if (failures === failuresToTell && !isClosed) {
        say(`cannot look for orders that hang: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  function linesOf(orders: readonly OrderState[], nowMs: number): readonly string[] {
    const found = orders.filter(({ id }) => !said.has(id));
    for (const { id } of found) said.add(id);
    const more = found.length - namedAtOnce;
    return [
      ...found.slice(0, namedAtOnce).map(({ id, status, changedAt }) => {
        const since = durationText(nowMs - Date.parse(changedAt));
        return `the order ${id} hangs: ${status} for ${since}: npm run orders -- ${id}${where}`;
      }),
      ...(more > 0 ? [`${more} more orders hang: npm run orders -- --stuck${where}`] : []),
    ];
  }

  const timer = setInterval(() => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
  }, everyMs);
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await asking;
    },
  };
}
