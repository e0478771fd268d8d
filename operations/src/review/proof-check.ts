import type { Proof } from "@stagecraft/gates/proofs/proof";
import type { ReviewCheck } from "./review-line.ts";

/** What a command showed, if it ran one of these Plans. */
export function proofCheck(
  name: string,
  proof: Proof | undefined,
  planHashes: readonly string[],
): ReviewCheck {
  const command = proof?.command ?? `npm run ${name}`;
  if (proof === undefined) {
    return { name, status: "stale", figure: "it has not run here", command };
  }
  const { recordedAt: evidenceAt, figure } = proof;
  if (!planHashes.includes(proof.plan)) {
    return { name, status: "stale", figure: "the Plan has changed since", evidenceAt, command };
  }
  return { name, status: proof.passed ? "green" : "red", figure, evidenceAt, command };
}
