/* global Image, OffscreenCanvas */

/** Pixels of a square's side. */
const SIDE = 8;

async function pixelsOf(base64) {
  const image = new Image();
  image.src = `data:image/png;base64,${base64}`;
  await image.decode();
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** How far the mean colours of one square lie apart, in the channel where it is most, from 0 to 255. */
function distance(one, other, left, top) {
  const sums = [0, 0, 0];
  let pixels = 0;
  for (let y = top; y < Math.min(top + SIDE, one.height); y++) {
    for (let x = left; x < Math.min(left + SIDE, one.width); x++) {
      const offset = (y * one.width + x) * 4;
      for (const channel of sums.keys()) {
        sums[channel] += one.data[offset + channel] - other.data[offset + channel];
      }
      pixels++;
    }
  }
  return Math.max(...sums.map(Math.abs)) / pixels;
}

/** Runs in the browser: where two PNGs, in base64, differ by more than the tolerance. */
globalThis.differingSquares = async (reference, actual, tolerance) => {
  const [one, other] = await Promise.all([pixelsOf(reference), pixelsOf(actual)]);
  const sizes = [one, other].map(({ width, height }) => `${width} x ${height}`);
  if (sizes[0] !== sizes[1]) return [`it is ${sizes[1]} pixels instead of ${sizes[0]}`];
  const differing = [];
  for (let top = 0; top < one.height; top += SIDE) {
    for (let left = 0; left < one.width; left += SIDE) {
      const by = distance(one, other, left, top);
      if (by > tolerance) differing.push(`at ${left},${top} by ${by.toFixed(0)}`);
    }
  }
  return differing;
};
