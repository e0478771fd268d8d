/** A place where a reader refuses something that a writer may write. */
export type Rejection = {
  /** Keys joined with dots, `[]` for what stands in a list: `data.lines[].price`. */
  readonly path: string;
  /** `must be there, and is left out` */
  readonly because: string;
};

export function refuse({ path }: Pick<Rejection, "path">, because: string): readonly Rejection[] {
  return [{ path, because }];
}
