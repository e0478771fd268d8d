/** The file with the last proof of a name, relative to the repository. */
export const proofFile = (name: string) => `.stagecraft/proofs/${name}.json`;
