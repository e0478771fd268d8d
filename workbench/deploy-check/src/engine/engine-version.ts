/** The Pulumi that SST 4.17.1 asks for; it looks for no other. */
export const engineVersion = "v3.215.0";
