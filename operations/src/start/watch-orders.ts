import { durationText } from "@stagecraft/cli/duration-text";
import type { OrderSelection, OrderStates } from "@stagecraft/contracts/order-status";

/** How orders in trouble are looked for and said. */
export type WatchOptions = {
  readonly find: (which: WatchedSelection) => Promise<OrderStates>;
  readonly say: (line: string) => void;
  /** The options that lead the commands to the stage, with a space before each. */
  readonly where: string;
  /** Orders that failed before this time, in milliseconds since 1970, are not said. */
  readonly sinceMs: number;
  /** The time between two questions. An order is stuck after minutes, so that a minute is often enough. */
  readonly everyMs?: number;
};

type WatchedSelection = Extract<OrderSelection, "stuck" | "failed">;

/** The most orders that are named at once. */
const namedAtOnce = 3;

/** While a changed program is applied, the stage does not answer for some seconds. */
const failuresToTell = 3;

/**
 * Looks for orders that hang and for orders that failed, and says each once, with the command to type. `close` resolves when the last
 * question has ended.
 */
export function watchOrders({ find, say, where, sinceMs, everyMs = 60_000 }: WatchOptions): {
  close(): Promise<void>;
} {
  const said = new Set<string>();
  let failures = 0;
  let isClosed = false;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const lines = [
        ...linesOf("stuck", await find("stuck")),
        ...linesOf("failed", await find("failed")),
      ];
      failures = 0;
      if (!isClosed) for (const line of lines) say(line);
    } catch (error) {
      failures += 1;
      if (failures === failuresToTell && !isClosed) {
        say(`cannot look for orders in trouble: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  function linesOf(
    which: WatchedSelection,
    { at, orders, isMore }: OrderStates,
  ): readonly string[] {
    const found = orders.filter(
      ({ id, changedAt }) =>
        !said.has(`${which} ${id}`) && (which === "stuck" || Date.parse(changedAt) >= sinceMs),
    );
    for (const { id } of found) said.add(`${which} ${id}`);
    const more = found.length - namedAtOnce;
    return [
      ...found.slice(0, namedAtOnce).map(({ id, status, changedAt }) => {
        const since = durationText(Date.parse(at) - Date.parse(changedAt));
        const text =
          which === "stuck" ? `hangs: ${status} for ${since}` : `ended as ${status} ${since} ago`;
        return `the order ${id} ${text}: npm run orders -- ${id}${where}`;
      }),
      ...(more > 0
        ? [
            `${isMore ? "at least " : ""}${more} more orders ${which === "stuck" ? "hang" : "failed"}: npm run orders -- --${which}${where}`,
          ]
        : []),
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
