import type { LaneOptions } from "./lane-options.ts";
import type { LanePosition } from "./lane-position.ts";
import type { Sleep } from "./sleep.ts";

/** What the parts of a lane work with. */
export type LaneParts = LaneOptions & { readonly position: LanePosition; readonly sleep: Sleep };
