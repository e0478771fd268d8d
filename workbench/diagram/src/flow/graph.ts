/** What a box stands for; it decides the colour. */
export type Shape =
  | "client"
  | "api"
  | "trigger"
  | "function"
  | "messages"
  | "workflow"
  | "store"
  | "service"
  | "container";

/** A small label on a box, in place of a line to a box of its own. */
export type Mark = {
  readonly kind: "database" | "table" | "bucket" | "failure" | "elsewhere";
  readonly text: string;
};

export type Box = {
  /** Unique in its drawing. */
  readonly id: string;
  readonly title: string;
  /** Lines below the title. */
  readonly notes: readonly string[];
  readonly shape: Shape;
  readonly marks?: readonly Mark[];
  /** The logical names of the functions that it stands for. */
  readonly functions?: readonly string[];
  /** The folder of its code. */
  readonly family?: string;
  /** Boxes that are drawn inside it. */
  readonly boxes?: readonly Box[];
};

export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** For what happens only when something fails. */
  readonly dashed?: true;
  /** The arrow points both ways. */
  readonly both?: true;
};

/** Boxes that are laid out together, in a frame. No edge leaves it. */
export type Group = {
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
};

/** A picture, in the order in which it is drawn. */
export type Drawing = {
  readonly title: string;
  readonly groups: readonly Group[];
  /** What each mark means. */
  readonly legend: readonly { readonly mark: Mark; readonly meaning: string }[];
  /** Sentences below the picture. */
  readonly captions: readonly string[];
};

/** The id of a box from its kind and its name: `queue_Jobs`. */
export function boxId(kind: string, name: string): string {
  return `${kind}_${name.replaceAll(/\W/g, "_")}`;
}

/** Boxes and the boxes inside them. */
export function allBoxes(boxes: readonly Box[]): readonly Box[] {
  return boxes.flatMap((box) => [box, ...allBoxes(box.boxes ?? [])]);
}
