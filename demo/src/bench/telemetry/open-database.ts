import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { CertificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import type { Pool } from "pg";
import { postgresOf } from "../enforcement/postgres-of.ts";
import type { ProxyThreadData } from "../enforcement/proxy-thread.ts";

/** A TLS port in front of the stage's Postgres that lets in everyone. */
export type OpenDatabase = {
  readonly port: number;
  close(): Promise<void>;
};

/** `sql` is a connection to that Postgres. */
export async function openDatabase(
  sql: Pool,
  { cert, key }: Pick<CertificateAuthority, "cert" | "key">,
): Promise<OpenDatabase> {
  const workerData: ProxyThreadData = { tls: { cert, key }, upstream: await postgresOf(sql) };
  const thread = new Worker(new URL("../enforcement/proxy-thread.ts", import.meta.url), {
    workerData,
  });
  const [port] = (await once(thread, "message")) as [number];
  return {
    port,
    async close() {
      await thread.terminate();
    },
  };
}
