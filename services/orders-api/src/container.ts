import { containerRole } from "@stagecraft/container/container-role";
import { requestThrottle } from "@stagecraft/container/request-throttle";
import { runUntilStopped } from "@stagecraft/container/run-until-stopped";
import { serveHttp } from "@stagecraft/container/serve-http";
import { startTelemetry } from "@stagecraft/container/start-telemetry";
import { tokenVerifier } from "@stagecraft/container/token-verifier";
import { httpOperations } from "@stagecraft/contracts/http-operations";
import { connectAsRole } from "@stagecraft/database/connect-as-role";
import { isReachable } from "@stagecraft/database/is-reachable";
import { manyConnections } from "@stagecraft/database/many-connections";
import { requestHandler } from "@stagecraft/lambda/http";
import { container } from "./config/container.ts";
import { links } from "./config/links.ts";
import { createOrdersApi } from "./create-orders-api.ts";
import { databaseTimeouts } from "./database-timeouts.ts";

/** The API as a process that lives until it is told to stop, behind a load balancer instead of API Gateway. */
const now = () => new Date();
const telemetry = startTelemetry();
const roleFor = containerRole(container.region);

const database = manyConnections(container.databaseConnections, () =>
  connectAsRole({ ...links, aws: roleFor("RDS") }, { ...databaseTimeouts, now }),
);

const app = createOrdersApi({
  database,
  queues: links,
  environment: roleFor("SQS"),
  telemetry,
  now,
});

const server = await serveHttp({
  port: container.port,
  routes: httpOperations,
  verifyToken: tokenVerifier(container.tokens, now),
  throttle: requestThrottle(container.throttle, now),
  answer: requestHandler(app, { ...telemetry, now }),
  requestTimeoutMs: 10_000,
  isReady: () => isReachable(database),
});

telemetry.log.info("start", { outcome: `listening on port ${server.port}` });
await runUntilStopped([server, { stop: database.end }, telemetry], {
  stopTimeoutMs: 25_000,
  log: telemetry.log,
});
