/** The stage that evidence is recorded on. It is valid for another stage as far as that stage has the same permissions. */
export const evidenceStage = "local";
