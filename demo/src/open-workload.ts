import { join } from "node:path";
import type { StartOptions } from "@stagecraft/operations/start/start-options";
import type { Workload } from "@stagecraft/operations/start/workload";
import { readData } from "./online-retail/read-data.ts";
import { runReplay } from "./run-replay.ts";

/** Opens the workload of `npm start`: it replays real invoices through the system and prints a reconciliation. */
export async function openWorkload(options: StartOptions, root: string): Promise<Workload> {
  const { dataDirectory = join(root, "demo/data/online-retail") } = options;
  const data = await readData(dataDirectory);
  return {
    async run(context) {
      const { balances } = await runReplay({ ...context, data, options });
      return { ok: balances };
    },
  };
}
