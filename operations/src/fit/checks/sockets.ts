import { shareText } from "../amount-text.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

const page =
  "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html#aurora-serverless-v2.max-connections";

/** The connections that outlive an invocation, from clients and to databases. */
export const sockets: Check = ({ sockets: held }) => {
  const aspect = "sockets";
  if (held === undefined) return undefined;
  if (held.inbound) {
    return {
      aspect,
      verdict: "partial",
      short: "inbound",
      reason:
        "Clients stay connected: API Gateway ends a WebSocket connection after two hours, and after ten minutes without a message.",
      instead:
        "Let clients connect again and fetch what they missed; send a message at least every ten minutes.",
    };
  }
  if (held.outbound.length === 0) {
    return { aspect, verdict: "yes", short: "none", reason: "It keeps no connection open." };
  }
  const headroom = held.outbound.flatMap(({ to, held: used, available }) =>
    againstLimits(used, [{ of: to, value: available, page }]),
  );
  const verdict = verdictOf(headroom);
  const [first] = held.outbound;
  return {
    aspect,
    verdict,
    short: held.outbound.map(({ to }) => to).join(", "),
    reason: held.outbound
      .map(
        ({ to, held: used, available }) =>
          `Each environment keeps a connection to ${to}. All functions together can hold ${used} of ${available} (${shareText(1 - used / available)} left).`,
      )
      .join(" "),
    headroom,
    ...(verdict === "yes"
      ? {}
      : { instead: `Reserve less concurrency, or put RDS Proxy in front of ${first?.to}.` }),
  };
};
