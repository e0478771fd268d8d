import { quotas } from "@stagecraft/plan/quotas";
import { shareText } from "../amount-text.ts";
import { limit } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

const memoryPage = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html";

/** The most memory that it used against what it has, and what a function can have. */
export const memory: Check = ({ memoryMb, ownMemoryMb }) => {
  const aspect = "memory";
  if (memoryMb === undefined) {
    return {
      aspect,
      verdict: "unknown",
      short: "-",
      reason: "The memory that it uses was not measured.",
      instead: "npm run evidence",
    };
  }
  const headroom = againstLimits(memoryMb.value, [
    limit("a function", quotas.lambda.largestMemoryMb),
    ...(ownMemoryMb === undefined
      ? []
      : [limit("this function", { value: ownMemoryMb, page: memoryPage })]),
  ]);
  const [tightest] = headroom;
  const exceeds = memoryMb.value > quotas.lambda.largestMemoryMb.value;
  const found = verdictOf(headroom);
  const verdict = found === "no" && !exceeds ? "partial" : found;
  return {
    aspect,
    verdict,
    short: `${Math.round(memoryMb.value)} MB`,
    reason: `${Math.round(memoryMb.value)} MB of ${tightest?.value} MB (${tightest?.of}), ${shareText(tightest?.left ?? 0)} left.`,
    source: memoryMb.source,
    headroom,
    ...(verdict === "yes"
      ? {}
      : {
          instead: exceeds
            ? "Work on a stream instead of the whole, or run it as a Fargate task."
            : "Give it more memory: npm run tune",
        }),
  };
};

/** What it keeps on disk at once against a function's temporary storage. */
export const disk: Check = ({ diskMb }) => {
  if (diskMb === undefined || diskMb.value === 0) return undefined;
  const headroom = againstLimits(diskMb.value, [
    limit("a function", quotas.lambda.largestStorageMb),
  ]);
  const verdict = verdictOf(headroom);
  return {
    aspect: "disk",
    verdict,
    short: `${diskMb.value} MB`,
    reason: `${diskMb.value} MB of ${quotas.lambda.largestStorageMb.value} MB of temporary storage (/tmp).`,
    source: diskMb.source,
    headroom,
    ...(verdict === "yes"
      ? {}
      : { instead: "Stream it from S3 and to S3, or run it as a task with a volume." }),
  };
};
