// The unit of the CPU of init: a function without any code.
export async function handler() {}
