import { ordersApiGrants } from "../orders-api.ts";
import { stage } from "../stages.ts";
import { loadBalancerGroup } from "./container-network.ts";
import { containerArguments, restrictService } from "./fargate.ts";
import { containerPort } from "./load-balancer-network.ts";

const { tokens, throttle, containers } = stage;
const { tasks } = containers;

const common = containerArguments("OrdersApiContainer", {
  service: "orders-api",
  cpu: "0.5 vCPU",
  memory: "1 GB",
  grants: ordersApiGrants,
  environment: {
    PORT: String(containerPort),
    TOKEN_ISSUER: tokens.issuer,
    TOKEN_AUDIENCE: tokens.audience,
    TOKEN_KEYS_URL: tokens.keysUrl ?? `${tokens.issuer}/.well-known/jwks.json`,
    TOKEN_SCOPE_PREFIX: tokens.scopePrefix ?? "",
    DATABASE_CONNECTIONS: String(tasks.connections),
    // Each task counts for itself.
    REQUESTS_PER_SECOND: String(throttle.requestsPerSecond / tasks.max),
    REQUESTS_BURST: String(Math.ceil(throttle.burst / tasks.max)),
  },
});

/** The orders API as a container, beside the function, at an address of its own. */
new sst.aws.Service("OrdersApiContainer", {
  ...common,
  scaling: { min: tasks.min, max: tasks.max, cpuUtilization: 60, memoryUtilization: false },
  loadBalancer: {
    domain: { name: containers.domain, dns: false, cert: containers.certificateArn },
    rules: [{ listen: "443/https", forward: `${containerPort}/http`, container: "orders-api" }],
    health: {
      [`${containerPort}/http`]: {
        path: "/ready",
        interval: "10 seconds",
        timeout: "5 seconds",
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    },
  },
  transform: {
    ...common.transform,
    // The group that SST makes lets every port in and out. It stays empty, and the load balancer has one whose rules name its targets.
    loadBalancerSecurityGroup(args) {
      args.ingress = [];
      args.egress = [];
    },
    loadBalancer(args) {
      args.securityGroups = [loadBalancerGroup.id];
      args.dropInvalidHeaderFields = true;
    },
    listener(args) {
      args.sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    },
    target(args) {
      args.deregistrationDelay = 20;
    },
    service: restrictService,
  },
});
