/** The values of settings that have only these, by the path of each. */
export const choices = {
  /** What may run as a container: docs/adr/0035-containers.md. */
  "containers.run": ["orders-api", "order-pipeline", "catalog-import"],
  logLevel: ["INFO", "DEBUG"],
  logRetention: ["1 week", "1 month", "1 year"],
  "network.egress": ["endpoints", "nat-gateway", "nat-instance"],
  "orderStream.mode": ["PROVISIONED", "ON_DEMAND"],
  relayEvery: ["1 minute", "15 minutes", "1 hour"],
} as const;

export type Choice<Path extends keyof typeof choices> = (typeof choices)[Path][number];
