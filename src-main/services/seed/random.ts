/** Values with weights, ready to be drawn from. */
export interface Weighted<T> {
  values: readonly T[];
  /** Running sum of the weights, same length as `values`. */
  cumulative: readonly number[];
}

/** Prepares a draw: `entries` are values with any positive weights. */
export function weighted<T>(entries: readonly (readonly [T, number])[]): Weighted<T> {
  let sum = 0;
  const cumulative: number[] = [];
  for (const [, weight] of entries) cumulative.push((sum += weight));
  return { values: entries.map(([value]) => value), cumulative };
}

function avalanche(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/**
 * A splitmix32 stream. Each (seed, stream, index) opens its own, so that the n-th record does not
 * depend on how many are asked for.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream: number, index: number) {
    this.state = avalanche(avalanche(avalanche(seed | 0) + stream) + index);
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return (avalanche(this.state) >>> 0) / 0x1_0000_0000;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An integer between two bounds, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** One value of a non-empty list, all equally likely. */
  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }

  /** One value of a non-empty weighted list. */
  draw<T>({ values, cumulative }: Weighted<T>): T {
    const target = this.next() * (cumulative[cumulative.length - 1] as number);
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return values[low] as T;
  }

  /** A log-normal number: `median`, and `sigma` the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.next()));
  }

  /** A number in [low, high), its logarithm evenly spread. */
  logBetween(low: number, high: number): number {
    return low * Math.exp(this.next() * Math.log(high / low));
  }
}
