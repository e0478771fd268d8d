/** Whether a log field, dimension or attribute is named like a field: `customer.id` and `app.customer_id` like `customerId`. */
export function isNamedLike(name: string, field: string): boolean {
  return `.${wordsOf(name).join(".")}`.endsWith(`.${wordsOf(field).join(".")}`);
}

function wordsOf(name: string): readonly string[] {
  return name
    .split(/[^a-z\d]+|(?<=[a-z\d])(?=[A-Z])/i)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}
