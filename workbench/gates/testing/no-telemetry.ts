import type { TelemetrySeen } from "../src/evidence.ts";

/** What functions that wrote nothing leave. */
export const noTelemetry: TelemetrySeen = {
  metrics: [],
  causes: [],
  uncaused: [],
  failuresWithoutError: [],
  personalData: [],
};
