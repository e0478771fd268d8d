/// <reference path="./.sst/platform/config.d.ts" />

export default $config({
  app(input) {
    const [major = 0] = process.versions.node.split(".").map(Number);
    if (major < 24) {
      // Thrown, it would come with a page of stack.
      console.error(
        `Stagecraft is deployed with Node 24 or later, and this is ${process.versions.node}: use npx sst, or the version in .node-version.`,
      );
      process.exit(1);
    }
    const production = input.stage === "prod";
    return {
      name: "stagecraft",
      home: "aws",
      removal: production ? "retain" : "remove",
      protect: production,
      providers: { aws: { version: "7.20.0", region: "us-east-1" } },
      // What SST knows of links' types goes into the root alone: each service says itself what it needs of its links.
      types: { ignore: ["acceptance", "demo", "operations", "packages", "services", "workbench"] },
    };
  },
  async run() {
    const { stage } = await import("./infra/stages.ts");
    await import("./infra/before-deploy.ts");
    await import("./infra/permissions-boundary.ts");
    await import("./infra/keep-data.ts");
    const { api } = await import("./infra/orders-api.ts");
    await import("./infra/outbox-relay.ts");
    await import("./infra/order-pipeline.ts");
    await import("./infra/order-cancellations.ts");
    await import("./infra/payment-webhook.ts");
    await import("./infra/sales-projector.ts");
    await import("./infra/catalog-import.ts");
    const { testProduct } = await import("./infra/test-product.ts");
    // The last, for it lists what the others have made.
    await import("./infra/customer-data.ts");
    return {
      stage: $app.stage,
      url: api.url,
      accountConcurrency: stage.accountConcurrency,
      data: stage.keepsData ? "stays when the stage is removed" : "goes with the stage",
      ...testProduct,
    };
  },
});
