import { mapInOrder } from "../access/map-in-order.ts";
import type { IntakeKind, IntakePoint, Json } from "./intake-point.ts";
import type { SavedSettings } from "./saved-settings.ts";

/** What became of one intake point. */
export type Change = Pick<IntakePoint, "kind" | "name"> &
  (
    | { readonly outcome: "stopped" | "started" }
    /** Somebody, or the program itself, had stopped it before: it is not started again. */
    | { readonly outcome: "was stopped" }
    /** It does not have the setting that stops it: a deploy, or somebody, has changed it meanwhile. */
    | { readonly outcome: "was started" }
    /** It was stopped, and is not deployed any more. */
    | { readonly outcome: "is gone" }
    | { readonly outcome: "failed"; readonly reason: string }
  );

export type IntakeContext = {
  readonly points: readonly IntakePoint[];
  readonly saved: SavedSettings;
  /** The stage's clock. */
  nowMs(): number;
  /** Reports what has been done. */
  say(line: string): void;
};

/**
 * API Gateway refuses changes of one API at the same time. A mapping takes up to a minute to stop, and does not wait for others.
 */
const canChangeTogether: ReadonlySet<IntakeKind> = new Set(["event source mapping"]);

/** Stops all that begins new work. What each was set to is saved first. What fails does not keep the others from stopping. */
export function stopIntake(context: IntakeContext): Promise<readonly Change[]> {
  const { points, saved, nowMs } = context;
  return changeEach(context, points, async (point) => {
    const setting = await point.read();
    const { kind, id, name } = point;
    if (point.isStopped(setting)) return { kind, name, outcome: "was stopped" };
    await saved.save({ kind, id, name, setting, stoppedAtMs: nowMs() });
    await point.stop();
    return { kind, name, outcome: "stopped" };
  });
}

/** Gives back to all that `stopIntake` has stopped what it was set to before, the last one first. */
export async function startIntake(context: IntakeContext): Promise<readonly Change[]> {
  const { points, saved } = context;
  const settings = await saved.all();
  const settingOf = ({ kind, id }: Pick<IntakePoint, "kind" | "id">) =>
    settings.find((each) => each.kind === kind && each.id === id);
  const gone = settings.filter(
    ({ kind, id }) => !points.some((point) => point.kind === kind && point.id === id),
  );
  for (const each of gone) await saved.forget(each);
  const stopped = points.filter((point) => settingOf(point) !== undefined).toReversed();
  const changes = await changeEach(context, stopped, async (point) => {
    const outcome = await restore(point, settingOf(point)?.setting ?? null);
    await saved.forget(point);
    return { kind: point.kind, name: point.name, outcome };
  });
  return [
    ...changes,
    ...gone.map(({ kind, name }) => ({ kind, name, outcome: "is gone" }) as const),
  ];
}

async function restore(point: IntakePoint, setting: Json): Promise<"started" | "was started"> {
  if (!point.isStopped(await point.read())) return "was started";
  await point.restore(setting);
  return "started";
}

async function changeEach(
  { say }: IntakeContext,
  points: readonly IntakePoint[],
  change: (point: IntakePoint) => Promise<Change>,
): Promise<readonly Change[]> {
  const attempt = async (point: IntakePoint): Promise<Change> => {
    const { kind, name } = point;
    const done = await change(point).catch(
      (error: unknown): Change => ({ kind, name, outcome: "failed", reason: String(error) }),
    );
    say(lineOf(done));
    return done;
  };
  const changes: Change[] = [];
  for (const group of groupsOf(points)) changes.push(...(await mapInOrder(group, attempt)));
  return changes;
}

/** Points in their order, those together that may change at the same time. */
function groupsOf(points: readonly IntakePoint[]): readonly (readonly IntakePoint[])[] {
  const groups: IntakePoint[][] = [];
  for (const point of points) {
    const last = groups.at(-1);
    const joins = canChangeTogether.has(point.kind) && last?.[0]?.kind === point.kind;
    if (joins) last?.push(point);
    else groups.push([point]);
  }
  return groups;
}

function lineOf(change: Change): string {
  const what = `${change.kind} ${change.name}`;
  return change.outcome === "failed"
    ? `${what} failed: ${change.reason}`
    : `${what}: ${change.outcome}`;
}
