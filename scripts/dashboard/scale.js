/** Round numbers from 0 to at least that maximum, for the lines behind a graph. */
export function ticksTo(maximum) {
  const step = niceStep((maximum || 1) / 4);
  const ticks = [];
  for (let count = 0; ; count++) {
    ticks.push(Number((count * step).toPrecision(6)));
    if (count > 0 && count * step >= maximum) return ticks;
  }
}

/** The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is no smaller. */
function niceStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= least * 0.999);
}
