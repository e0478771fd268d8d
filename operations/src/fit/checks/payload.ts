import { bytesText, shareText } from "../amount-text.ts";
import { callKinds } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";
import type { Figure } from "../fit-facts.ts";

/** The event against the limits of what delivers it. */
export const payload: Check = ({ calls, payloadBytes, unlimitedParts = [] }) => {
  const limits = calls.flatMap(({ kind }) => callKinds[kind].payload);
  if (limits.length === 0) return undefined;
  return sizeCheck("payload", payloadBytes, limits, {
    unlimited:
      unlimitedParts.length > 0
        ? ` The contract does not limit ${unlimitedParts.join(", ")}: AWS refuses what is larger.`
        : "",
    instead: "Store the data in S3 and send its key (a client uploads with a presigned URL).",
  });
};

/** What is given back to a caller that waits. */
export const response: Check = ({ calls, responseBytes }) => {
  const waiting = calls.filter(({ kind }) => callKinds[kind].waits);
  if (waiting.length === 0 || responseBytes === undefined) return undefined;
  const limits = waiting.flatMap(({ kind }) => callKinds[kind].payload);
  return sizeCheck("response", responseBytes, limits, {
    unlimited: "",
    instead: "Page the result, or store it in S3 and answer with a presigned URL.",
  });
};

function sizeCheck(
  aspect: string,
  size: Figure | undefined,
  limits: Parameters<typeof againstLimits>[1],
  { unlimited, instead }: { readonly unlimited: string; readonly instead: string },
) {
  if (size === undefined) {
    return {
      aspect,
      verdict: "unknown" as const,
      short: "-",
      reason: `Its size is not known.${unlimited}`,
      instead: "npm run evidence",
    };
  }
  const headroom = againstLimits(size.value, limits);
  const [tightest] = headroom;
  const found = verdictOf(headroom);
  // Data that is too large goes through S3, and the function stays.
  const verdict = found === "no" ? ("partial" as const) : found;
  const of = tightest
    ? ` of ${bytesText(tightest.value)} (${tightest.of}), ${shareText(tightest.left)} left`
    : "";
  return {
    aspect,
    verdict,
    short: bytesText(size.value),
    reason: `${bytesText(size.value)}${of}.${unlimited}`,
    source: size.source,
    headroom,
    ...(verdict === "yes" ? {} : { instead }),
  };
}
