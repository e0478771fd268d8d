import { awsQuotas } from "./aws-quotas.ts";
import type { FunctionModel, SystemModel } from "./system-model.ts";

/** A function that takes 0.1 s, and more reserved concurrency than any test uses. */
export function functionModel(name: string, overrides: Partial<FunctionModel> = {}): FunctionModel {
  return {
    name,
    memoryMb: 1_024,
    architecture: "arm64",
    reservedConcurrency: 1_000,
    serviceSeconds: 0.1,
    initSeconds: 0,
    connectionsEach: 0,
    ...overrides,
  };
}

const names = ["OrdersApi", "OrderPipeline", "ReserveStock", "ChargePayment", "CompleteOrder"];

/** A system in which no limit is near, except those that a test sets. */
export function systemModel(
  overrides: Partial<Omit<SystemModel, "functions">> & {
    readonly functions?: { readonly [name: string]: Partial<FunctionModel> };
    readonly reserves?: boolean;
  } = {},
): SystemModel {
  const { functions = {}, reserves = true, ...others } = overrides;
  return {
    stage: "test",
    accountConcurrency: 100_000,
    quotas: awsQuotas,
    functions: [...names, "PaymentWebhook", "OutboxRelay", "SalesProjector"].map((name) => {
      const { reservedConcurrency, ...shared } = functionModel(name, functions[name]);
      return reserves && reservedConcurrency !== undefined
        ? { ...shared, reservedConcurrency }
        : shared;
    }),
    routes: ["POST /orders", "GET /orders", "GET /orders/{id}", "POST /webhooks/payments"].map(
      (routeKey) => ({
        routeKey,
        functionName: routeKey.includes("webhooks") ? "PaymentWebhook" : "OrdersApi",
      }),
    ),
    queue: { name: "Orders", functionName: "OrderPipeline", batchSize: 10 },
    workflow: {
      name: "OrderWorkflow",
      tasks: [
        { functionName: "ReserveStock", transitions: 2 },
        { functionName: "ChargePayment", transitions: 2 },
        { functionName: "CompleteOrder", transitions: 1 },
      ],
      lastTransitions: 2,
    },
    relay: {
      functionName: "OutboxRelay",
      everySeconds: 60,
      runSeconds: 15,
      roundEvents: 100,
      roundSeconds: 0.01,
    },
    stream: {
      name: "OrderChanges",
      shards: 100,
      functionName: "SalesProjector",
      batchSize: 100,
      parallelizationFactor: 10,
      recordBytes: 700,
      recordSeconds: 0.001,
    },
    database: { name: "OrdersDatabase", connections: 100_000 },
    ...others,
  };
}
