/** The stage whose running is seen. What it says holds for another stage as far as that one's permissions equal these. */
export const evidenceStage = "local";
