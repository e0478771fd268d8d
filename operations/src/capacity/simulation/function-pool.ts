import { quotas } from "@stagecraft/plan/quotas";
import type { FunctionModel, SystemModel } from "../model/system-model.ts";
import { blockedShare } from "./blocked-share.ts";
import { environmentsFor } from "./environments-for.ts";
import type { LimitUses } from "./limit-uses.ts";

/** What a function did in all. */
export type FunctionUse = {
  readonly name: string;
  readonly invocations: number;
  readonly throttles: number;
  readonly coldStarts: number;
  /** The time of all invocations and init phases, in seconds. */
  readonly busySeconds: number;
  /** The most environments. */
  readonly environments: number;
};

/** The functions of a system over time. */
export type FunctionPool = {
  /** Begins the next second. */
  tick(): void;
  /**
   * Invokes a function so many times within the second, independently of each other, and returns how many ran; the others were
   * throttled.
   */
  invoke(name: string, wanted: number): number;
  /** How many may run at once. */
  limitOf(name: string): number;
  /** Counts invocations of a mapping or schedule, which never wants more than may run at once. */
  run(
    name: string,
    use: { readonly invocations: number; readonly environments: number; readonly seconds: number },
  ): void;
  uses(): readonly FunctionUse[];
};

type State = { -readonly [Key in keyof FunctionUse]: FunctionUse[Key] } & {
  readonly model: FunctionModel;
  /** Environments that Lambda may still start now. */
  growth: number;
  /** How many invocations run at once on average in this second, or, until it is invoked, in the one before. */
  load: number;
  isInvoked: boolean;
};

const { requestsPerEnvironment } = quotas.lambda;

export function createFunctionPool(system: SystemModel, limits: LimitUses): FunctionPool {
  const tenSeconds = system.quotas.environmentsPerTenSeconds;
  const states = new Map(
    system.functions.map((model): [string, State] => [
      model.name,
      {
        model,
        name: model.name,
        invocations: 0,
        throttles: 0,
        coldStarts: 0,
        busySeconds: 0,
        environments: 0,
        growth: tenSeconds,
        load: 0,
        isInvoked: false,
      },
    ]),
  );
  const all = [...states.values()];
  const sharing = all.filter(isSharing);
  const reserved = sum(all.map(({ model }) => model.reservedConcurrency ?? 0));
  const shared = Math.max(0, system.accountConcurrency - reserved);
  // In the first second the environments for its load are there: the load did not begin from nothing.
  let isFirstSecond = true;
  const initSecondsOf = ({ model }: State) => (isFirstSecond ? 0 : model.initSeconds);
  /** Numbers of invocations that are Poisson distributed add up to one that is. */
  const sharedLoad = () => sum(sharing.map(({ load }) => load));

  function stateOf(name: string): State {
    const state = states.get(name);
    if (!state) throw new Error(`The stage has no function ${name}.`);
    return state;
  }

  /**
   * Starts the environments that are needed, as fast as Lambda does. Returns how many are new, and how many invocations may run at
   * once: a peak starts further ones, so that only the limits of growth and of concurrency throttle.
   */
  function scale(state: State, needed: number): { readonly atOnce: number; readonly cold: number } {
    const limit = state.model.reservedConcurrency ?? shared;
    const missing = Math.max(0, Math.min(needed, limit) - state.environments);
    const growth = isFirstSecond ? Number.POSITIVE_INFINITY : Math.floor(state.growth);
    const atOnce = Math.min(limit, state.environments + growth);
    const cold = Math.min(missing, growth);
    state.environments += cold;
    if (isFirstSecond) return { atOnce, cold };
    limits.add({
      kind: "new-environments",
      resource: state.name,
      unit: "environments in 10 s",
      used: missing + tenSeconds - state.growth,
      limit: tenSeconds,
    });
    state.growth -= cold;
    state.coldStarts += cold;
    return { atOnce, cold };
  }

  function setLoad(state: State, load: number): void {
    state.load = load;
    state.isInvoked = true;
    if (!isSharing(state)) return;
    limits.add({
      kind: "account-concurrency",
      resource: "account",
      unit: "environments",
      used: reserved + environmentsFor(sharedLoad()),
      limit: system.accountConcurrency,
    });
  }

  return {
    tick() {
      limits.add({
        kind: "connections",
        resource: system.database.name,
        unit: "connections",
        used: sum(all.map(({ model, environments }) => environments * model.connectionsEach)),
        limit: system.database.connections,
      });
      isFirstSecond = false;
      for (const state of all) {
        if (!state.isInvoked) state.load = 0;
        state.isInvoked = false;
        state.growth = Math.min(tenSeconds, state.growth + tenSeconds / 10);
      }
    },
    invoke(name, wanted) {
      if (wanted <= 0) return 0;
      const state = stateOf(name);
      const { reservedConcurrency, serviceSeconds } = state.model;
      const warmLoad = wanted * serviceSeconds;
      // New environments are busy with their init phase as well.
      const starting = Math.max(0, environmentsFor(warmLoad) - state.environments);
      const most = reservedConcurrency ?? shared;
      const load = warmLoad + Math.min(starting, most) * initSecondsOf(state);
      setLoad(state, load);
      const running = environmentsFor(load);
      // Lambda starts environments for their share of requests as well.
      const needed = Math.max(running, Math.ceil(wanted / requestsPerEnvironment.value));
      const { atOnce, cold } = scale(state, needed);
      if (reservedConcurrency !== undefined) {
        limits.add({
          kind: "function-concurrency",
          resource: name,
          unit: "environments",
          used: running,
          limit: reservedConcurrency,
        });
        limits.add({
          kind: "function-requests",
          resource: name,
          unit: "invocations/s",
          used: wanted,
          limit: reservedConcurrency * requestsPerEnvironment.value,
        });
      }
      const blocked = Math.max(
        blockedShare(atOnce, load),
        isSharing(state) ? blockedShare(shared, sharedLoad()) : 0,
      );
      const ran = Math.min(wanted * (1 - blocked), atOnce * requestsPerEnvironment.value);
      state.invocations += ran;
      state.throttles += wanted - ran;
      state.busySeconds += ran * serviceSeconds + cold * initSecondsOf(state);
      return ran;
    },
    limitOf(name) {
      const state = stateOf(name);
      return state.model.reservedConcurrency ?? Math.max(0, shared - sharedLoad() + state.load);
    },
    run(name, { invocations, environments, seconds }) {
      if (invocations <= 0 && seconds <= 0) return;
      const state = stateOf(name);
      setLoad(state, seconds);
      const { cold } = scale(state, Math.max(1, Math.ceil(environments)));
      state.invocations += invocations;
      state.busySeconds += seconds + cold * initSecondsOf(state);
    },
    uses() {
      return all
        .filter(({ invocations, throttles }) => invocations + throttles > 0)
        .map(({ model: _, growth: __, load: ___, isInvoked: ____, ...use }) => use);
    },
  };
}

function isSharing({ model }: State): boolean {
  return model.reservedConcurrency === undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
