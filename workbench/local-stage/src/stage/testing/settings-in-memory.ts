import type { Settings } from "../settings.ts";

/** Settings that no state keeps. */
export const settingsInMemory: Settings = (_key, planned) => {
  let value = planned;
  return {
    get: () => value,
    set(changed) {
      value = changed;
    },
  };
};
