import { quotas } from "@stagecraft/plan/quotas";

/**
 * Of one virtual CPU, what AWS gives a function with so much memory; beyond one it is spread over several.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export function cpuShare(memoryMb: number): number {
  return memoryMb / quotas.lambda.oneCpuMb.value;
}
