import { firstTierUsd } from "@stagecraft/cost/prices/first-tier";
import { lambdaPrices } from "@stagecraft/cost/prices/lambda-prices";

/**
 * What a container needs, in US dollars, us-east-1, on demand: Fargate on arm64, public addresses and the load balancer; and the HTTP
 * API that it replaces.
 */
const prices = {
  perVcpuHour: 3_600 * firstTierUsd("fargate-arm64-vcpu-seconds"),
  perGbHour: 3_600 * firstTierUsd("fargate-arm64-gb-seconds"),
  perAddressHour: firstTierUsd("public-ipv4-hours"),
  perLoadBalancerHour: firstTierUsd("load-balancer-hours"),
  perCapacityUnitHour: firstTierUsd("load-balancer-capacity-unit-hours"),
  perApiRequest: firstTierUsd("http-api-requests"),
};

const hoursPerMonth = 730;

/** An API as a function: what one request uses. */
export type FunctionRequest = { readonly memoryMb: number; readonly billedMs: number };

/** An API as a service of Fargate behind an application load balancer in two zones. */
export type ContainerApi = {
  readonly tasks: number;
  readonly vcpu: number;
  readonly memoryGb: number;
  /** The load balancer's capacity units: https://aws.amazon.com/elasticloadbalancing/pricing/ */
  readonly capacityUnits: number;
};

/** What a request costs through an HTTP API and a function on arm64, without free tiers. */
export function dollarsPerRequest({ memoryMb, billedMs }: FunctionRequest): number {
  const gbSeconds = (memoryMb / 1_024) * (billedMs / 1_000);
  return prices.perApiRequest + lambdaPrices.request + gbSeconds * lambdaPrices.gbSecond.arm64;
}

/** What the containers cost a month, whatever they do. */
export function dollarsPerMonth({ tasks, vcpu, memoryGb, capacityUnits }: ContainerApi): number {
  const task = vcpu * prices.perVcpuHour + memoryGb * prices.perGbHour + prices.perAddressHour;
  const loadBalancer =
    prices.perLoadBalancerHour +
    2 * prices.perAddressHour +
    capacityUnits * prices.perCapacityUnitHour;
  return hoursPerMonth * (tasks * task + loadBalancer);
}

/** From how many requests a month on the containers cost less, if they can carry them. */
export function breakEvenRequests(request: FunctionRequest, container: ContainerApi): number {
  return dollarsPerMonth(container) / dollarsPerRequest(request);
}
