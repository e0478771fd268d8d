import type { Mutation } from "../src/mutations/mutation.ts";

/** Stands for the package, which is not installed: the rule knows it by its name. */
const nodeSdk = "services/order-pipeline/node_modules/@opentelemetry/sdk-node";

export const nodeSdkImported: Mutation = {
  meaning: "a function imports every exporter of OpenTelemetry, which doubles the CPU of its init",
  caughtBy: [
    {
      command: "gate latency",
      says: /node-sdk\s+OrderPipeline\s+Its bundle contains \d+ bytes of @opentelemetry\/sdk-node, imported by services\/order-pipeline\/src\/handler\.ts > @opentelemetry\/sdk-node\//,
    },
  ],
  edits: [
    { file: `${nodeSdk}/package.json`, create: '{ "name": "@opentelemetry/sdk-node" }' },
    { file: `${nodeSdk}/index.js`, create: "exports.NodeSDK = class { start() {} };" },
    {
      file: "services/order-pipeline/src/handler.ts",
      find: 'import { config } from "./config.ts";',
      addAfter: 'import { NodeSDK } from "@opentelemetry/sdk-node"; new NodeSDK().start();',
    },
  ],
};
