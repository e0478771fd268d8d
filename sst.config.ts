/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  async app(input) {
    const [major = 0] = process.versions.node.split(".").map(Number);
    if (major < 24) {
      // Thrown, it would come with a page of stack.
      console.error(
        `Stagecraft is deployed with Node 24 or later, and this is ${process.versions.node}: use npx sst, or the version in .node-version.`,
      );
      process.exit(1);
    }
    // SST allows no import at the top of this file.
    const { appName, region } = await import("./packages/contracts/src/system.ts");
    const production = input.stage === "prod";
    return {
      name: appName,
      home: "aws",
      removal: production ? "retain" : "remove",
      protect: production,
      providers: { aws: { version: "7.20.0", region } },
      // SST writes the types of all links into the root only: each service declares the links that it reads.
      types: { ignore: ["acceptance", "demo", "operations", "packages", "services", "workbench"] },
    };
  },
  async run() {
    const { stage } = await import("./infra/stages.ts");
    await import("./infra/before-deploy.ts");
    await import("./infra/org/tags.ts");
    await import("./infra/permissions-boundary.ts");
    await import("./infra/keep-data.ts");
    const { api } = await import("./infra/orders-api.ts");
    if (stage.network.egress !== "endpoints") await import("./infra/network/nat.ts");
    await import("./infra/outbox-relay.ts");
    await import("./infra/order-pipeline.ts");
    await import("./infra/order-cancellations.ts");
    await import("./infra/payment-webhook.ts");
    await import("./infra/sales-projector.ts");
    await import("./infra/catalog-import.ts");
    await import("./infra/order-status.ts");
    const { run } = stage.containers;
    if (run.includes("orders-api")) await import("./infra/containers/orders-api.ts");
    if (run.includes("order-pipeline")) await import("./infra/containers/order-pipeline.ts");
    if (run.includes("catalog-import")) await import("./infra/containers/catalog-import.ts");
    const { testProduct } = await import("./infra/test-product.ts");
    // Last, because it lists the dead-letter queues of all others.
    await import("./infra/customer-data.ts");
    await import("./infra/alarms/business-alarms.ts");
    await import("./infra/alarms/account-alarms.ts");
    await import("./infra/cost/account-budget.ts");
    // Last, because they list all alarms.
    await import("./infra/alarms/page-alarms.ts");
    await import("./infra/dashboard/dashboard.ts");
    const { checkNamedTransforms } = await import("./infra/transform-named.ts");
    checkNamedTransforms();
    return {
      stage: $app.stage,
      url: api.url,
      accountConcurrency: stage.accountConcurrency,
      data: stage.keepsData ? "stays when the stage is removed" : "goes with the stage",
      ...testProduct,
    };
  },
});
