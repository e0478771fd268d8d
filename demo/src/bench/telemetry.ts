import { join } from "node:path";
import { openScenario } from "@stagecraft/acceptance/scenarios/open-scenario";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import { synthesize } from "@stagecraft/plan/synthesize";
import { buildVariants } from "./telemetry/build-variants.ts";
import { watchDatagrams } from "./telemetry/count-telemetry.ts";
import { startFakeServices } from "./telemetry/fake-services.ts";
import { measureFunctions } from "./telemetry/measure-functions.ts";
import { measuredFunctions } from "./telemetry/measured-functions.ts";
import { openDatabase } from "./telemetry/open-database.ts";
import { printMeasurements } from "./telemetry/print-measurements.ts";
import { openSpanSink } from "./telemetry/span-sink.ts";
import { telemetryPerOrder } from "./telemetry/telemetry-per-order.ts";

/**
 * Measures what traces, logs and metrics cost a function, and counts what an order makes the functions write. The functions run as
 * processes of their own, outside the stage, whose confinement would add to their time; the stage lends its Postgres, with TLS.
 */
export async function benchTelemetry(
  root: string,
  {
    rounds,
    signal,
    log,
  }: {
    readonly rounds: number;
    readonly signal: AbortSignal;
    readonly log: (line: string) => void;
  },
): Promise<string> {
  const plan = await synthesize({ root, stage: "local" });
  // Must start before the stage opens its daemons.
  const datagrams = watchDatagrams();
  const scenario = await openScenario({ plan });
  try {
    const perOrder = await telemetryPerOrder(scenario, datagrams);
    datagrams.stop();
    const directory = join(scenario.stateDirectory, "bench");
    const names = measuredFunctions.map(({ name }) => name);
    const built = await buildVariants(plan, names, { root, directory });
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
      };
      const options = { rounds, addresses, sink, signal, log };
      const measurements = await measureFunctions(plan, built, options);
      const header = `telemetry: median and quartiles of ${rounds} cold processes of each variant, compared within a round`;
      return [header, printMeasurements(built, measurements), "", perOrder].join("\n");
    } finally {
      sink.close();
      services.close();
      await database.close();
    }
  } finally {
    datagrams.stop();
    await scenario.close();
  }
}
