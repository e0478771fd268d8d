/** The hours of an average month, with which AWS's calculator computes. */
export const hoursInMonth = 730;
