import { evidenceStage } from "../evidence-stage.ts";

/** What to write on a stage that was not seen running. */
export const whatIsUsed = `the actions that are used, which npm run gate -- iam --stage ${evidenceStage} names`;
