import { evidenceStage } from "../evidence-stage.ts";

/** The fix for a stage without evidence. */
export const usedActionsText = `Grant only the used actions, which npm run gate -- iam --stage ${evidenceStage} lists.`;
