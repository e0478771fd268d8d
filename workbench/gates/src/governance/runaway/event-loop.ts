import type { Finding } from "../../finding.ts";
import { settingsFile } from "../governance-settings.ts";
import { loopsIn } from "./loops-in.ts";
import type { RunawayFacts } from "./runaway-facts.ts";

const rule = "governance/event-loop";

/**
 * Loops in which one event can cause itself again, and decided loops that no longer exist. Lambda stops some loops after about 16 rounds,
 * through SQS, SNS, S3 and Lambda only: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function eventLoop({ graph, settings: { runaway } }: RunawayFacts): readonly Finding[] {
  const loops = loopsIn(graph).map((loop) => [...loop, loop[0] ?? ""].join(" > "));
  return [
    ...loops
      .filter((loop) => !Object.hasOwn(runaway.loops, loop))
      .map(
        (loop): Finding => ({
          rule,
          severity: "error",
          resource: loop.split(" > ")[0] ?? loop,
          message: `One event can cause itself again, without an end: ${loop}.`,
          fix: `Write to another prefix, queue or stream than the one that triggers it, or narrow the grant. If the loop ends by itself, say why in "runaway.loops" of ${settingsFile}: { "${loop}": "..." }`,
        }),
      ),
    ...Object.keys(runaway.loops)
      .filter((loop) => !loops.includes(loop))
      .map(
        (loop): Finding => ({
          rule,
          severity: "error",
          resource: loop.split(" > ")[0] ?? loop,
          message: `The loop ${loop} is accepted, and does not exist.`,
          fix: `Remove it from "runaway.loops" of ${settingsFile}`,
        }),
      ),
  ];
}
