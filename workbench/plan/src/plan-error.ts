/** The program cannot become a Plan. The message is for the person who wrote it: what, where, what next. */
export class PlanError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PlanError";
  }
}
