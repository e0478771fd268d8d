import type { AlarmState } from "./dashboard-data.ts";

/** A colour of the theme by its role, or a colour that the dashboard gives: `#1f77b4`. */
export type Paint =
  | "page"
  | "frame"
  | "edge"
  | "text"
  | "muted"
  | "white"
  | { readonly series: number }
  | { readonly state: AlarmState }
  | { readonly exact: string };

export type Spot = { readonly x: number; readonly y: number };

export type TextShape = Spot & {
  readonly kind: "text";
  readonly text: string;
  readonly size: number;
  readonly weight: "normal" | "bold";
  readonly paint: Paint;
  readonly anchor: "start" | "middle" | "end";
};

/** What a dashboard is drawn of, in pixels from its upper left corner. A text stands on `y`. */
export type Shape =
  | TextShape
  | (Rectangle & {
      readonly kind: "rectangle";
      readonly rx: number;
      readonly fill: Paint;
      readonly stroke?: Paint;
    })
  | {
      readonly kind: "line";
      readonly points: readonly Spot[];
      readonly paint: Paint;
      readonly width: number;
      readonly isDashed?: boolean;
    }
  | { readonly kind: "area"; readonly points: readonly Spot[]; readonly paint: Paint }
  | (Spot & { readonly kind: "dot"; readonly radius: number; readonly paint: Paint })
  /** A part of a half circle from left over the top to right; `from` and `to` are shares of it, 0 to 1. */
  | (Spot & {
      readonly kind: "arc";
      readonly radius: number;
      readonly from: number;
      readonly to: number;
      readonly width: number;
      readonly paint: Paint;
    });

export type Rectangle = Spot & { readonly width: number; readonly height: number };
