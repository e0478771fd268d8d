/** Something that a writer may write and a reader refuses. */
export type Rejection = {
  /** The keys joined with dots, with `[]` for the items of a list: `data.lines[].price`. */
  readonly path: string;
  /** `must be there, and is left out` */
  readonly because: string;
};

export function refuse({ path }: Pick<Rejection, "path">, because: string): readonly Rejection[] {
  return [{ path, because }];
}
