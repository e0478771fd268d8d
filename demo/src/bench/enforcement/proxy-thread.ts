import { parentPort, workerData } from "node:worker_threads";
import {
  createDatabaseProxy,
  type DatabaseProxyOptions,
} from "@stagecraft/local-stage/rds/proxy/database-proxy";

/** Input of this thread, which runs the stage's proxy without authentication, so that its processor time can be measured. */
export type ProxyThreadData = Pick<DatabaseProxyOptions, "tls" | "upstream">;

const proxy = createDatabaseProxy({
  ...(workerData as ProxyThreadData),
  authenticate: async () => ({ ok: true }),
  admit: () => ({ ok: true }),
  unavailable: (_client, cause) => {
    throw cause;
  },
});
const { port } = await proxy.listen({
  environmentId: "bench",
  caller: { kind: "operator" },
  credentials: { accessKeyId: "", secretAccessKey: "", sessionToken: "" },
});
parentPort?.on("message", () => parentPort?.postMessage(process.threadCpuUsage()));
parentPort?.postMessage(port);
