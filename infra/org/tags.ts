import type { Team } from "../../packages/contracts/src/contract.ts";

/** A part of the system whose cost is seen as one. */
type Service = {
  readonly owner: Team;
  /** The beginnings of the names of its resources. The longest one that fits decides. */
  readonly resources: readonly string[];
};

/** The services by the tag `service`: the folders of services/ and, as `platform`, what they share. */
const services: Readonly<Record<string, Service>> = {
  "orders-api": { owner: "orders team", resources: ["OrdersApi", "Api"] },
  "order-status": { owner: "orders team", resources: ["OrderStatus"] },
  "outbox-relay": {
    owner: "orders team",
    resources: ["OutboxRelay", "RelayOutbox", "Outbox", "OrderChanges"],
  },
  "order-pipeline": {
    owner: "orders team",
    resources: ["OrderPipeline", "Orders", "OrdersDeadLetters"],
  },
  "order-workflow": {
    owner: "orders team",
    resources: [
      "Cancellations",
      "CompleteOrder",
      "DeliverCancellations",
      "FailOrder",
      "Order",
      "OrderWorkflow",
      "ReleaseStock",
      "ReserveStock",
      "StopOrder",
    ],
  },
  payments: {
    owner: "payments team",
    resources: ["ChargePayment", "OrderPaymentTimedOut", "Payment", "Payments", "RefundPayment"],
  },
  sales: { owner: "sales team", resources: ["Sales"] },
  "catalog-import": {
    owner: "catalogue team",
    resources: ["Catalog", "Catalogue", "ImportContinuations", "TestProduct"],
  },
  "customer-data": { owner: "orders team", resources: ["CustomerData"] },
  platform: {
    owner: "orders team",
    resources: [
      "AccountConcurrency",
      "CostAnomalies",
      "CostAnomalyTickets",
      "Database",
      "Endpoints",
      "Functions",
      "Kinesis",
      "MonthlyBudget",
      "MonthlyCharges",
      "Network",
      "Objects",
      "OrdersDatabase",
      "Page",
      "Pages",
      "Private",
      "RecursionStopped",
      "RootCause",
      "Sqs",
      "Tickets",
      "UnusualUse",
    ],
  },
};

const byBeginning = Object.entries(services)
  .flatMap(([service, { owner, resources }]) =>
    resources.map((beginning) => ({ beginning, service, owner })),
  )
  .toSorted((one, other) => other.beginning.length - one.beginning.length);

/**
 * Tags every resource that can have tags, for cost allocation and for policies of the organisation: docs/deploy.md. Imported before
 * every file that creates a resource. A resource's own tags stay as they are. One whose service is unknown gets no owner, which the gate
 * `governance` finds.
 */
$util.runtime.registerStackTransformation(({ name, props, opts }) => {
  // The provider's class gives every resource that can have tags this output.
  if (!("tagsAll" in props)) return undefined;
  const { service, owner } = byBeginning.find(({ beginning }) => name.startsWith(beginning)) ?? {};
  const tags = {
    app: $app.name,
    stage: $app.stage,
    ...(service && owner ? { service, owner } : {}),
  };
  return {
    props: { ...props, tags: $util.output(props.tags).apply((own) => ({ ...tags, ...own })) },
    opts,
  };
});
