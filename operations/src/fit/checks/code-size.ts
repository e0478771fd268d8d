import { quotas } from "@stagecraft/plan/quotas";
import { bytesText, shareText } from "../amount-text.ts";
import { limit } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

/** The unpacked code against what Lambda accepts. */
export const codeSize: Check = ({ codeBytes }) => {
  if (codeBytes === undefined) return undefined;
  const headroom = againstLimits(codeBytes.value, [limit("a function", quotas.lambda.codeBytes)]);
  const verdict = verdictOf(headroom);
  return {
    aspect: "code",
    verdict,
    short: bytesText(codeBytes.value),
    reason: `${bytesText(codeBytes.value)} of ${bytesText(quotas.lambda.codeBytes.value)}, ${shareText(headroom[0]?.left ?? 0)} left.`,
    source: codeBytes.source,
    headroom,
    ...(verdict === "yes" ? {} : { instead: "Use a container image, of up to 10 GB." }),
  };
};
