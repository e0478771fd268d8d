import { mapInOrder } from "../access/map-in-order.ts";
import type { IntakePoint } from "./intake-point.ts";
import type { SavedSetting } from "./saved-settings.ts";

/** One intake point as it is now. */
export type IntakeState = Pick<IntakePoint, "kind" | "name" | "meanwhile"> & {
  readonly isStopped: boolean;
  /** When this command has stopped it, in the stage's time. */
  readonly stoppedAtMs?: number;
  /** Of a stopped one, if anything can be lost: until when nothing is. */
  readonly lossAfterMs?: number;
};

/** How each intake point is set now. */
export function readIntake(
  points: readonly IntakePoint[],
  settings: readonly SavedSetting[],
): Promise<readonly IntakeState[]> {
  return mapInOrder(points, async (point) => {
    const { kind, id, name, meanwhile } = point;
    const isStopped = point.isStopped(await point.read());
    const saved = settings.find((each) => each.kind === kind && each.id === id);
    const lossAfterMs = isStopped ? await point.lossAfterMs?.() : undefined;
    return {
      kind,
      name,
      meanwhile,
      isStopped,
      ...(isStopped && saved ? { stoppedAtMs: saved.stoppedAtMs } : {}),
      ...(lossAfterMs === undefined ? {} : { lossAfterMs }),
    };
  });
}
