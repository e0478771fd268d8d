import { quotas } from "@stagecraft/plan/quotas";
import { digits, shareText, timeText } from "../amount-text.ts";
import type { Check } from "../fit-check.ts";

/** From so long on, work that computes costs less on a CPU that is rented by the hour. */
const longMs = 60_000;
const busyShareOfComputing = 0.8;

/** The CPU that it has and uses: Lambda sells CPU with memory, one whole CPU at 1,769 MB and six at most. */
export const computing: Check = ({ busyShare, p99Ms, ownMemoryMb, needsGpu }) => {
  const aspect = "CPU";
  if (needsGpu) {
    return {
      aspect,
      verdict: "no",
      short: "GPU",
      reason: "It needs a GPU, and a function on demand has none.",
      instead: "Run it on EC2 through AWS Batch or ECS, or let a managed service do it.",
    };
  }
  if (busyShare === undefined) return undefined;
  const has =
    ownMemoryMb === undefined
      ? ""
      : `, with ${digits(Math.round((100 * ownMemoryMb) / quotas.lambda.oneCpuMb.value) / 100)} of a CPU`;
  const common = { aspect, short: shareText(busyShare.value), source: busyShare.source };
  const reason = `It computes for ${shareText(busyShare.value)} of its time${has}`;
  if (busyShare.value >= busyShareOfComputing && (p99Ms?.value ?? 0) >= longMs) {
    return {
      ...common,
      verdict: "partial",
      reason: `${reason}, for ${timeText(p99Ms?.value ?? 0)}: a container's CPU costs less for work that only computes.`,
      instead: "Compare the cost with a Fargate task of as many CPUs before you decide.",
    };
  }
  return { ...common, verdict: "yes", reason: `${reason}.` };
};
