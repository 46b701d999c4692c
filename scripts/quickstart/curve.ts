/**
 * A registration curve as text: one line a sample, one bar a line.
 */

interface Sample {
  readonly time: string;
  readonly count: number;
}

const BAR_WIDTH = 50;

export function curveHeading(what: string): string {
  return `time      ${what}`;
}

export function curveLine({ time, count }: Sample, total: number): string {
  const bar = '#'.repeat(Math.round((BAR_WIDTH * count) / total));
  return `${time}  ${String(count).padStart(String(total).length)}/${total}  ${bar}`.trimEnd();
}
