import { quotas } from "@stagecraft/plan/quotas";
import { shareText, timeText } from "../amount-text.ts";
import { callKinds, type Limit, limit } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

/** The longest timeout of a function, in ms. */
const longestMs = quotas.lambda.longestTimeoutSeconds.value * 1_000;

const timeoutPage = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html";

/** The slowest unit of work against the timeouts: the function's, its caller's and Lambda's. */
export const duration: Check = ({ calls, p99Ms, timeoutMs, divides }) => {
  const aspect = "duration";
  if (p99Ms === undefined) {
    return {
      aspect,
      verdict: "unknown",
      short: "-",
      reason: "How long it takes was not measured.",
      instead: "npm run evidence",
    };
  }
  const waits = calls.flatMap(({ kind }) => callKinds[kind].wait ?? []);
  const limits: readonly Limit[] = [
    limit("a function", { ...quotas.lambda.longestTimeoutSeconds, value: longestMs }),
    ...(timeoutMs === undefined
      ? []
      : [limit("its own timeout", { value: timeoutMs, page: timeoutPage })]),
    ...waits,
  ];
  const headroom = againstLimits(p99Ms.value, limits);
  const [tightest] = headroom;
  const text = timeText(p99Ms.value);
  const found = verdictOf(headroom);
  const common = { aspect, short: text, source: p99Ms.source, headroom };
  const within = tightest
    ? `p99 ${text} of ${timeText(tightest.value)} (${tightest.of}), ${shareText(tightest.left)} left.`
    : "";
  if (p99Ms.value > longestMs) {
    return divides
      ? {
          ...common,
          verdict: "partial",
          reason: `${within} It can be divided into steps that can be repeated.`,
          instead: "Let a state machine run the steps, each as one invocation.",
        }
      : {
          ...common,
          verdict: "no",
          reason: `${within} It cannot be divided.`,
          instead:
            "Run it as a Fargate task or an AWS Batch job that a state machine starts. Lambda Managed Instances run asynchronous work for up to 90 minutes, on EC2 instances that you pay for by the hour.",
        };
  }
  if (found === "yes") return { ...common, verdict: "yes", reason: within };
  return {
    ...common,
    verdict: "partial",
    reason: within,
    instead:
      waits.length > 0
        ? "Answer 202, do the work behind a queue, and let the caller ask for the result."
        : "Give it a longer timeout, more memory, or less work for one invocation.",
  };
};
