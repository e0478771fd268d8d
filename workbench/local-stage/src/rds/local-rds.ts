import { join } from "node:path";
import { databasesOf } from "@stagecraft/plan/resources/rds/databases";
import type { LocalService } from "../stage/local-service.ts";
import {
  type CertificateAuthority,
  certificateAuthority,
} from "./certificates/certificate-authority.ts";
import { measureDatabases } from "./measure-databases.ts";
import { removeAbandoned } from "./postgres/remove-abandoned.ts";
import { type RunningDatabase, runDatabases } from "./run-databases.ts";

export const localRds: LocalService<{
  readonly databases: readonly RunningDatabase[];
  readonly certificates: CertificateAuthority;
}> = {
  name: "RDS",
  resourceTypes: [
    /^aws:rds\/(cluster|clusterInstance|clusterParameterGroup|parameterGroup|subnetGroup):/,
  ],
  async open(context) {
    const { directory } = context.options;
    await removeAbandoned(context.log);
    const definitions = databasesOf(context.plan);
    const certificates = certificateAuthority({
      directory: join(directory, "certificates"),
      hosts: definitions.map(({ host }) => host),
      nowMs: Date.now(),
    });
    const databases = await runDatabases(context.secrets.fill(definitions), {
      ...context,
      directory,
      certificates,
      nowMs: context.clock.nowMs,
    });
    const { clock, metrics } = context;
    const endMeasuring = clock.onMinute(measureDatabases(metrics, databases));
    return {
      internal: { databases, certificates },
      close() {
        endMeasuring();
        return Promise.all(databases.map((database) => database.stop()));
      },
    };
  },
};
