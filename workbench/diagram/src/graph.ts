/** What a node is drawn as. */
export type Shape = "function" | "caller" | "messages" | "store" | "machine" | "service";

export type Node = {
  /** Letters, digits and underscores, unique in its graph. */
  readonly id: string;
  /** Lines of text. */
  readonly label: readonly string[];
  readonly shape: Shape;
};

export type Group = {
  readonly id: string;
  readonly title: string;
  readonly nodes: readonly Node[];
  readonly groups?: readonly Group[];
};

export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** For what happens only when something fails. */
  readonly dashed?: true;
};

/** A drawing, in the order in which it is written. */
export type Graph = { readonly groups: readonly Group[]; readonly edges: readonly Edge[] };

/** The id of a node from its kind and its name: `queue_Jobs`. */
export function nodeId(kind: string, name: string): string {
  return `${kind}_${name.replaceAll(/\W/g, "_")}`;
}
