import type { Finding } from "../../finding.ts";
import { clientPerInvocation } from "./client-per-invocation.ts";
import { noKeepAlive } from "./no-keep-alive.ts";
import { poolConnections } from "./pool-connections.ts";
import { slowCalls } from "./slow-calls.ts";
import { slowCallsInARow } from "./slow-calls-in-a-row.ts";
import type { SourceFacts } from "./source-facts.ts";
import { unlimitedCalls } from "./unlimited-calls.ts";

/** The rules about what a program's own code waits for. */
export const sourceRules: readonly ((facts: SourceFacts) => readonly Finding[])[] = [
  unlimitedCalls,
  slowCalls,
  slowCallsInARow,
  clientPerInvocation,
  poolConnections,
  noKeepAlive,
];
