import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import type { Given } from "@stagecraft/cli/run-command";
import { wholeNumber } from "@stagecraft/cli/whole-number";
import { localStage, readStageOptions, stateDirectoryOf } from "../access/open-stage.ts";

/** The options of `npm start`. */
export type StartOptions = {
  readonly once: boolean;
  readonly fresh: boolean;
  readonly port: number;
  readonly stateDirectory: string;
  /** Folder with the demo's data files (default: demo/data/online-retail). */
  readonly dataDirectory?: string;
  readonly orders?: number;
  readonly seed?: number;
  /** As the user wrote it: `orders-api` or `OrdersApi`. */
  readonly inspect?: string;
  readonly inspectPort: number;
  /** What also runs as a container: `orders-api`. */
  readonly containers: readonly string[];
};

export const startHelp = `npm start -- [options]

  Runs the SST program of the stage "local" on this machine, replays real invoices (demo/data) and prints a reconciliation. Then
  it stays up and applies every change that you save in services/, packages/ and infra/. Without demo/ it places one order and
  waits for its final status.

  --once         exit after that: 0 if it balances (or the order was fulfilled) and the stage reported no problem, else 1
  --data DIR     folder with the demo's data, one CSV file a day (default: demo/data/online-retail)
  --orders N     send N orders; if the data has fewer, its invoices are repeated under new numbers
  --port P       port of the endpoint (default: 4510)
  --state DIR    the stage's state folder (default: .stagecraft/local)
  --fresh        delete the state first, except its secrets.json
  --seed S       a whole number; the same seed makes the same random choices
  --container NAME     also run orders-api, order-pipeline or catalog-import as a container (may be given several times)
  --inspect FUNCTION   enable the debugger for a function, such as orders-api; its timeout is suspended
  --inspect-port P     port of the debugger (default: 9229)`;

/** The options of `npm start` for `parseArgs`. */
export const startOptions = {
  once: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  port: { type: "string", default: "4510" },
  state: { type: "string" },
  data: { type: "string" },
  orders: { type: "string" },
  seed: { type: "string" },
  container: { type: "string", multiple: true },
  inspect: { type: "string" },
  "inspect-port": { type: "string", default: "9229" },
} as const satisfies ParseArgsOptionsConfig;

/** @throws UsageError naming the option that is wrong. */
export function readStartOptions(
  { values }: Given<typeof startOptions>,
  root: string,
): StartOptions {
  const stage = readStageOptions({ stage: localStage, state: values.state });
  return {
    once: values.once,
    fresh: values.fresh,
    port: wholeNumber("--port", values.port, 0, 65_535),
    stateDirectory: stateDirectoryOf(stage, root),
    containers: values.container ?? [],
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
