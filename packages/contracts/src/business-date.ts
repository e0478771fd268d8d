import * as z from "zod";

/** A day in London as `2010-12-01`, from the year 1 on, because Postgres has no year 0. */
export const BusinessDate = z.iso
  .date()
  .refine((day) => day >= "0001-01-01", { error: "Must be in the year 1 or later" });
export type BusinessDate = z.infer<typeof BusinessDate>;
