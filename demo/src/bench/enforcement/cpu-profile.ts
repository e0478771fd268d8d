import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";

const samplingIntervalUs = 500;

/** Records a CPU profile of this thread while `work` runs. */
export async function cpuProfile(work: () => Promise<void>): Promise<Profiler.Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: samplingIntervalUs });
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return profile;
  } finally {
    session.disconnect();
  }
}
