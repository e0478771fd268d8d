/** Less than this, of messages or requests, is a rounding error. */
export const negligible = 0.01;
