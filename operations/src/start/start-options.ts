import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";

/** What `npm start` was asked for. */
export type StartOptions = {
  readonly once: boolean;
  readonly fresh: boolean;
  readonly port: number;
  readonly stateDirectory: string;
  /** Days of the demo's data set; undefined takes those in demo/data. */
  readonly dataDirectory?: string;
  readonly orders?: number;
  readonly seed?: number;
  /** As the person wrote it: `orders-api` or `OrdersApi`. */
  readonly inspect?: string;
  readonly inspectPort: number;
};

export const startHelp = `npm start -- [options]

  Runs the SST program of the stage "local" on this machine, replays real invoices (demo/data) through it as customers
  would, prints a reconciliation, and stays up: what you save in services/, packages/ and infra/ is taken over. In a
  repository without demo/ it places one order and follows it to its end.

  --once         end after that: exit 0 if it balances (or the order was fulfilled) and nothing was refused, else 1
  --data DIR     other days of the demo's data set: one CSV file a day (default: demo/data/online-retail)
  --orders N     the demo sends N orders, repeating invoices under new numbers when there are fewer
  --port P       port of the endpoint (default: 4510)
  --state DIR    where the stage keeps everything (default: .stagecraft/local)
  --fresh        drop the state first; its secrets.json stays
  --seed S       a whole number: repeats the random choices of a run that had the same
  --inspect FUNCTION   let a debugger into a function, such as orders-api: its timeout is suspended
  --inspect-port P     where the debugger attaches (default: 9229)`;

/** What `npm start` takes. */
export const startOptions = {
  once: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  port: { type: "string", default: "4510" },
  state: { type: "string" },
  data: { type: "string" },
  orders: { type: "string" },
  seed: { type: "string" },
  inspect: { type: "string" },
  "inspect-port": { type: "string", default: "9229" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readStartOptions(
  { values }: Given<typeof startOptions>,
  root: string,
): StartOptions {
  return {
    once: values.once,
    fresh: values.fresh,
    port: wholeNumber("--port", values.port, 0, 65_535),
    stateDirectory: resolve(values.state ?? `${root}/.stagecraft/local`),
    inspectPort: wholeNumber("--inspect-port", values["inspect-port"], 1, 65_535),
    ...(values.data === undefined ? {} : { dataDirectory: resolve(values.data) }),
    ...(values.inspect === undefined ? {} : { inspect: values.inspect }),
    ...(values.orders === undefined
      ? {}
      : { orders: wholeNumber("--orders", values.orders, 1, 10_000_000) }),
    ...(values.seed === undefined
      ? {}
      : { seed: wholeNumber("--seed", values.seed, 0, 2 ** 32 - 1) }),
  };
}
