import type { Box } from "./graph.ts";

/** What begins a flow, in the order in which flows are drawn. */
export const starts = [
  "request",
  "workflow",
  "file",
  "schedule",
  "message",
  "hand",
  "nothing",
] as const;

export type Start = (typeof starts)[number];

/** A box of the flow, and what it is begun by when no other box calls it. */
export type FlowBox = Box & {
  readonly start?: Start;
  /** The titles of the boxes in whose place it stands. */
  readonly members?: readonly string[];
};
