import { stage } from "./stages.ts";

/** For how long logs are kept. */
export const logRetentionDays = { "1 week": 7, "1 month": 30, "1 year": 365 }[stage.logRetention];
