/** The Pulumi version that SST 4.17.1 requires. */
export const engineVersion = "v3.215.0";
