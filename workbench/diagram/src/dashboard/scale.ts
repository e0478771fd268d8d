/** A function that maps the values from one end to the other to pixels, and values outside to the nearer end. */
export function scale(
  [fromValue, toValue]: readonly [number, number],
  [fromPixel, toPixel]: readonly [number, number],
): (value: number) => number {
  const span = toValue - fromValue;
  return (value) => {
    const share = span === 0 ? 0 : Math.min(1, Math.max(0, (value - fromValue) / span));
    return fromPixel + share * (toPixel - fromPixel);
  };
}
