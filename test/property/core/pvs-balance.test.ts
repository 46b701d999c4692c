/**
 * Who gets a target, and what a rebalance moves, against plain searches.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betterServer, type Candidate, leastBusy, loadOf } from '../../../src/core/pvs/balance/index.ts';

const ratings = fc.constantFrom(0.1, 0.5, 1, 1, 2, 3, 10, 1000);

const candidates = fc
  .array(fc.record({ powerRating: ratings, targetCount: fc.nat(50), isInSubnet: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((servers) => servers.map((server, number): Candidate => ({ ...server, number, name: `s${9 - number}` })));

test('P14, P18, P20: the least busy server is the first by load and name, in the subnet where that is preferred', () => {
  fc.assert(
    fc.property(candidates, fc.constantFrom('none', 'best-effort', 'fixed'), (servers, affinity) => {
      const near = servers.filter(({ isInSubnet }) => isInSubnet);
      const among = affinity === 'none' || (affinity === 'best-effort' && near.length === 0) ? servers : near;
      const sorted = [...among].sort((a, b) => loadOf(a) - loadOf(b) || (a.name < b.name ? -1 : 1));
      expect(leastBusy(servers, affinity)).toBe(sorted[0] ?? null);
    }),
  );
});

test('P19: with ratings 2:1 targets that come one after another are spread 2:1', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (rounds) => {
      const counts = [0, 0];
      for (let target = 0; target < 3 * rounds; target++) {
        const servers = [1, 2].map((powerRating, number) => {
          return { number, name: `s${number}`, powerRating, targetCount: counts[number]!, isInSubnet: true };
        });
        counts[leastBusy(servers, 'none')!.number]! += 1;
      }
      expect(counts).toEqual([rounds, 2 * rounds]);
    }),
  );
});

test('P21: the targets of a lost server, one after another, leave equal survivors that differ by one at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(200), (serverCount, targetCount) => {
      const counts = Array.from({ length: serverCount }, () => 10);
      for (let target = 0; target < targetCount; target++) {
        const servers = counts.map((count, number) => {
          return { number, name: `s${number}`, powerRating: 1, targetCount: count, isInSubnet: true };
        });
        counts[leastBusy(servers, 'none')!.number]! += 1;
      }
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test('P50: a rebalance never raises the highest load, comes to an end, and a second one moves nothing', () => {
  fc.assert(
    fc.property(candidates, (servers) => {
      let now = servers;
      const highest = () => Math.max(...now.map(loadOf));
      for (const { number } of servers) {
        for (let moves = 0; ; moves++) {
          const before = highest();
          const best = (now[number]?.targetCount ?? 0) > 0 ? betterServer(now, number, 'none') : null;
          if (best === null) break;
          now = now.map((each) => {
            if (each.number === number) return { ...each, targetCount: each.targetCount - 1 };
            return each.number === best.number ? { ...each, targetCount: each.targetCount + 1 } : each;
          });
          expect(highest()).toBeLessThanOrEqual(before);
          expect(moves).toBeLessThan(servers[number]!.targetCount + 400);
        }
        expect((now[number]?.targetCount ?? 0) > 0 ? betterServer(now, number, 'none') : null).toBeNull();
      }
    }),
  );
});
