import { prices as lambdaPrices } from "../tune/memory-model.ts";

/**
 * Prices of a container and of what it needs, in US dollars, us-east-1, on demand: Fargate on arm64
 * (https://aws.amazon.com/fargate/pricing/, copies of 2026), public addresses (https://aws.amazon.com/vpc/pricing/, 2026-09-30), the
 * load balancer (https://aws.amazon.com/elasticloadbalancing/pricing/, not seen again in 2026) and the HTTP API that it replaces
 * (https://aws.amazon.com/api-gateway/pricing/, after 2025-07-15).
 */
const prices = {
  perVcpuHour: 0.0323798,
  perGbHour: 0.00356004,
  perAddressHour: 0.005,
  perLoadBalancerHour: 0.0225,
  perCapacityUnitHour: 0.008,
  perMillionApiRequests: 1,
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
  return (
    (prices.perMillionApiRequests + lambdaPrices.perMillionRequests) / 1_000_000 +
    gbSeconds * lambdaPrices.perGbSecond.arm64
  );
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
