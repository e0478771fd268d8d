/** The name in AWS of a resource that the program names itself: of its app and its stage. */
export function physicalName(name: string): string {
  return `${$app.name}-${$app.stage}-${name}`;
}
