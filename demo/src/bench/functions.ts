import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openScenario } from "@stagecraft/acceptance/scenarios/open-scenario";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import { synthesize } from "@stagecraft/plan/synthesize";
import { countFunctions } from "./functions/count-functions.ts";
import { firstInvocations } from "./functions/first-invocations.ts";
import { environmentOf, measureColdStarts } from "./functions/measure-cold-starts.ts";
import { type FunctionSize, printColdStarts } from "./functions/print-cold-starts.ts";
import { currentTree, type Tree, treeAt } from "./functions/trees.ts";
import { startFakeServices } from "./telemetry/fake-services.ts";
import type { MeasuredAddresses } from "./telemetry/function-environment.ts";
import { openDatabase } from "./telemetry/open-database.ts";
import { openSpanSink } from "./telemetry/span-sink.ts";

/** The secret with which the measured webhook is configured. */
const webhookSecret = "a secret of the bench";

/**
 * Measures what each function is and what its cold start costs: bytes, what its import runs, and the processor time of the import and
 * a real first invocation. With `against`, the same function of that commit is measured beside it, in the same rounds. As in
 * `benchTelemetry`, the functions run outside the stage, which lends its Postgres.
 */
export async function benchFunctions(
  root: string,
  options: {
    readonly rounds: number;
    readonly against: string | undefined;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<string> {
  const { rounds, against, signal, log } = options;
  const plan = await synthesize({ root, stage: "local" });
  const scenario = await openScenario({ plan });
  try {
    const directory = join(scenario.stateDirectory, "bench");
    const trees = [await currentTree(root, plan, join(directory, "now"))];
    if (against !== undefined) {
      trees.push(await treeAt(against, join(directory, "against"), { root, signal, log }));
    }
    const orderId = await scenario.place();
    await scenario.settle();
    const emptyBundle = join(directory, "empty.mjs");
    await writeFile(emptyBundle, "export const handler = async () => ({});\n");
    const authority = certificateAuthority({
      directory: join(directory, "certificates"),
      hosts: [],
      nowMs: Date.now(),
    });
    const [services, database, sink] = [
      await startFakeServices(authority),
      await openDatabase(scenario.sql(), authority),
      await openSpanSink(),
    ];
    try {
      const addresses = {
        servicesUrl: services.url,
        databasePort: database.port,
        certificateAuthorityFile: authority.caFile,
        daemonAddress: sink.address,
        webhookSecret,
      };
      const names = Object.keys(plan.bundles).filter((name) => name in firstInvocations);
      const sizes = new Map<string, ReadonlyMap<string, FunctionSize>>();
      for (const tree of trees) sizes.set(tree.name, await sizesOf(tree, names, addresses));
      const prepare = async (functionName: string) => {
        if (functionName !== "OutboxRelay") return;
        // The relay sends this order's events, and nothing that other processes left.
        const toSend = "case when order_id = $1 then null else now() end";
        await scenario.query(`update outbox set published_at = ${toSend}`, [orderId]);
      };
      const facts = { orderId, webhookSecret };
      const coldStarts = await measureColdStarts(trees, names, {
        rounds,
        emptyBundle,
        addresses,
        facts,
        prepare,
        sink,
        signal,
        log,
      });
      const header = `functions: median and quartiles of ${rounds} cold processes of each, compared within a round`;
      return `${header}\n${printColdStarts(
        trees.map(({ name }) => name),
        sizes,
        coldStarts,
      )}`;
    } finally {
      sink.close();
      services.close();
      await database.close();
    }
  } finally {
    await scenario.close();
  }
}

async function sizesOf(
  tree: Tree,
  names: readonly string[],
  addresses: MeasuredAddresses,
): Promise<ReadonlyMap<string, FunctionSize>> {
  const sizes = new Map<string, FunctionSize>();
  for (const name of names.filter((each) => each in tree.plan.bundles)) {
    const bundle = join(tree.folderOf(name), "bundle.mjs");
    const code = await readFile(bundle);
    const counts = await countFunctions(bundle, environmentOf(tree, name, addresses));
    sizes.set(name, { ...counts, bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength });
  }
  return sizes;
}
