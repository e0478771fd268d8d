import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { certificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";
import type { Pool } from "pg";
import { postgresOf } from "../enforcement/postgres-of.ts";
import type { ProxyThreadData } from "../enforcement/proxy-thread.ts";

/** A TLS port in front of the stage's Postgres that lets in everyone. */
export type OpenDatabase = {
  readonly port: number;
  readonly certificateAuthorityFile: string;
  close(): Promise<void>;
};

/** `sql` is a connection to that Postgres. */
export async function openDatabase(sql: Pool, directory: string): Promise<OpenDatabase> {
  const authority = { directory, hosts: [], nowMs: Date.now() };
  const { caFile, cert, key } = certificateAuthority(authority);
  const workerData: ProxyThreadData = { tls: { cert, key }, upstream: await postgresOf(sql) };
  const thread = new Worker(new URL("../enforcement/proxy-thread.ts", import.meta.url), {
    workerData,
  });
  const [port] = (await once(thread, "message")) as [number];
  return {
    port,
    certificateAuthorityFile: caFile,
    async close() {
      await thread.terminate();
    },
  };
}
