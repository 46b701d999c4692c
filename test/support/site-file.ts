/**
 * Small site files for tests, as text.
 */

interface SmallSite {
  readonly name: string;
  readonly machines?: number;
  /** Which of cc-01 and cc-02 StoreFront lists. */
  readonly listed?: readonly string[];
}

/** One zone `main` with connectors cc-01 and cc-02, and pooled machines. */
export function smallSite({ name, machines = 40, listed = ['cc-01', 'cc-02'] }: SmallSite): string {
  return `holdover: site/1
name: ${name}
start: 2026-01-05T08:00:00Z
seed: 3
zones:
  main:
    connectors:
      - {fqdn: cc-01.example.com}
      - {fqdn: cc-02.example.com}
deliveryGroups:
  desktops:
    type: pooled
    resources: [Desktop]
    machines:
      - {zone: main, count: ${machines}, name: desk-#####}
storeFronts:
  sf1:
    version: '2402'
    deliveryControllers: [${listed.map((label) => `${label}.example.com`).join(', ')}]
`;
}
