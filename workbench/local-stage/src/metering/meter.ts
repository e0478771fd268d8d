import type { MeteredUnit } from "@stagecraft/cost/usage/metered-unit";
import type { MeteredUse } from "@stagecraft/cost/usage/metered-use";
import type { Plan } from "@stagecraft/plan/plan";

/** Counts what AWS would bill. */
export type Meter = {
  /** Adds to what a resource used; `resource` is its ARN or its id in the Plan. */
  add(resource: string, unit: MeteredUnit, amount: number): void;
  /** Adds one, unless the same key was added before: what AWS bills once, such as a metric in an hour. */
  addOnce(resource: string, unit: MeteredUnit, key: string): void;
  /** Everything used since the stage has started, sorted. */
  uses(): readonly MeteredUse[];
};

/** Counts nothing. */
export const noMeter: Meter = { add: () => {}, addOnce: () => {}, uses: () => [] };

/** How many keys are remembered: a stage that runs for days must not grow. */
const rememberedKeys = 20_000;

export function createMeter(plan: Pick<Plan, "resources">): Meter {
  // Some resources have the id of another one, such as a bucket's policy; an ARN is one resource's own.
  const resources = new Map(
    (["id", "arn"] as const).flatMap((key) =>
      plan.resources.flatMap(({ type, name, outputs }) => {
        const id = outputs[key];
        return typeof id === "string" ? [[id, { type, name }] as const] : [];
      }),
    ),
  );
  const counted = new Map<string, MeteredUse>();
  const seen = new Set<string>();

  function add(resource: string, unit: MeteredUnit, amount: number) {
    if (amount === 0) return;
    const key = `${resource} ${unit}`;
    const known = counted.get(key);
    const { type, name } = resources.get(resource) ?? { type: "", name: resource };
    counted.set(key, { type, name, unit, amount: (known?.amount ?? 0) + amount });
  }

  return {
    add,
    addOnce(resource, unit, key) {
      const whole = `${resource} ${unit} ${key}`;
      if (seen.has(whole)) return;
      seen.add(whole);
      const [oldest] = seen;
      if (seen.size > rememberedKeys && oldest !== undefined) seen.delete(oldest);
      add(resource, unit, 1);
    },
    uses: () => [...counted].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use),
  };
}
