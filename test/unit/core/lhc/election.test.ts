import { describe, expect, test } from 'vitest';
import {
  type Candidacy,
  type ElectionInput,
  type ElectionState,
  electionDeadline,
  startedElection,
  stepElection,
} from '../../../../src/core/lhc/election/index.ts';
import { A, B, C, CONNECTOR, IN_HA, NORMAL, SECOND } from '../../../support/lhc.ts';

const STOPPED: Candidacy = { brokerRuns: false, inHaMode: false };
const MEMBERS = [C, A, B];

describe('who is elected', () => {
  test('R20: the first live connector by FQDN', () => {
    const alone = after(startedElection(C, MEMBERS), own(NORMAL));
    expect(alone.elected).toBe(C);
    expect(after(alone, heard(B)).elected).toBe(B);
    expect(after(alone, heard(B), heard(A)).elected).toBe(A);
  });

  test('R20: FQDNs are compared ascending, without case', () => {
    const members = ['CC-b.contoso.example', 'cc-A.contoso.example'];
    const state = after(startedElection(members[0]!, members), own(NORMAL), heard('cc-A.contoso.example'));
    expect(state).toMatchObject({ members: [members[1], members[0]], elected: members[1] });
  });

  test('R20: a connector whose broker service is stopped cannot win', () => {
    expect(after(settled(B), heard(A, STOPPED)).elected).toBe(B);
    expect(after(settled(A), own(STOPPED)).elected).toBe(B);
  });

  test('R20: nobody is elected where nobody can', () => {
    const [state, effects] = step(after(startedElection(A, [A]), own(NORMAL)), own(STOPPED));
    expect(state).toMatchObject({ elected: null, role: 'follower' });
    expect(effects).toEqual([{ type: 'elected', fqdn: null, candidateCount: 0 }]);
  });

  test('R20: it is computed in every state: HA mode of its own changes nothing', () => {
    expect(after(settled(A), own(IN_HA))).toMatchObject({ elected: A, role: 'leader' });
    expect(after(settled(B), own(IN_HA))).toMatchObject({ elected: A, role: 'follower' });
  });

  test('R13: a connector that the last import does not name takes no part', () => {
    const state = settled(B);
    expect(after(state, heard('aa.fabrikam.example', IN_HA))).toBe(state);
  });

  test('R25: a candidacy holds no measure of the machine: name and life decide', () => {
    const [state] = step(settled(C), heard(A, NORMAL));
    expect(Object.keys(state.candidacy)).toEqual(['brokerRuns', 'inHaMode']);
    expect(state.elected).toBe(A);
  });

  test('a change is announced with the number of candidates', () => {
    const [, effects] = step(settled(C), { type: 'peer-silent', atMs: 5, peer: A });
    expect(effects).toEqual([{ type: 'elected', fqdn: B, candidateCount: 2 }]);
  });
});

describe('electionAmong', () => {
  test('all: a connector outside HA mode can win while others are in it', () => {
    expect(after(settled(B), own(IN_HA)).elected).toBe(A);
  });

  test('in-ha-mode: a connector outside HA mode yields to one that is in it', () => {
    const [state] = step(settled(B), own(IN_HA), 'in-ha-mode');
    expect(state).toMatchObject({ elected: B, role: 'claiming' });
  });

  test('in-ha-mode: a leader that enters HA mode claims anew, since another may have been granted the role meanwhile', () => {
    const leader = settled(A);
    const [state, effects] = step(leader, own(IN_HA), 'in-ha-mode');
    expect([leader.role, state.role]).toEqual(['leader', 'claiming']);
    expect(effects.filter(({ type }) => type === 'send-claim')).toHaveLength(2);
    expect(step(leader, own(IN_HA))[0].role).toBe('leader');
  });

  test('in-ha-mode: while none is in HA mode all of them can win', () => {
    expect(step(settled(B), heard(C, NORMAL), 'in-ha-mode')[0].elected).toBe(A);
  });
});

describe('losing and taking back the role', () => {
  test('R22: when the elected one falls silent the next one claims the role', () => {
    const [state, effects] = step(settled(B), { type: 'peer-silent', atMs: 5, peer: A });
    expect(state).toMatchObject({ elected: B, role: 'claiming', awaiting: [C], claimedAtMs: 5 });
    expect(effects).toContainEqual({ type: 'send-claim', to: C });
  });

  test('R23: a returning connector that ranks first claims the role of every peer that may be alive', () => {
    const returning = after(startedElection(A, MEMBERS), heard(B, IN_HA));
    const [state, effects] = step(returning, own(IN_HA));
    expect(state).toMatchObject({ elected: A, role: 'claiming' });
    expect(effects.filter(({ type }) => type === 'send-claim')).toHaveLength(2);
  });

  test('R23: the one that brokers follows and yields at the claim', () => {
    const leader = after(settled(B), { type: 'peer-silent', atMs: 5, peer: A }, yielded(C));
    expect(leader.role).toBe('leader');
    const [state, effects] = step(leader, { type: 'claim-received', atMs: 9, peer: A, candidacy: IN_HA });
    expect(state).toMatchObject({ elected: A, role: 'follower' });
    expect(effects).toEqual([
      { type: 'elected', fqdn: A, candidateCount: 3 },
      { type: 'send-yield', to: A },
    ]);
  });

  test('a leader that hears of one that ranks first follows at once, claim or not', () => {
    const leader = after(settled(B), { type: 'peer-silent', atMs: 5, peer: A }, yielded(C));
    expect(after(leader, heard(A)).role).toBe('follower');
  });

  test('R24: a lower-ranked connector that goes and returns changes nothing', () => {
    const leader = settled(A);
    const gone = after(leader, { type: 'peer-silent', atMs: 5, peer: C });
    expect(gone).toMatchObject({ elected: A, role: 'leader' });
    const [returned, effects] = step(gone, heard(C));
    expect(returned).toMatchObject({ elected: A, role: 'leader' });
    expect(effects).toEqual([]);
  });

  test('one that ranks first does not yield to a claim', () => {
    const [state, effects] = step(settled(A), { type: 'claim-received', atMs: 9, peer: B, candidacy: IN_HA });
    expect(state.role).toBe('leader');
    expect(effects).toEqual([]);
  });
});

describe('a claim', () => {
  const claiming = after(settled(B), { type: 'peer-silent', atMs: 5, peer: A });

  test('it is granted when every peer that may be alive has yielded', () => {
    const returning = after(startedElection(A, MEMBERS), own(IN_HA));
    expect(returning.awaiting).toHaveLength(2);
    expect(after(returning, yielded(C)).role).toBe('claiming');
    expect(after(returning, yielded(C), yielded(B)).role).toBe('leader');
  });

  test('it is granted after peerSilence without an answer', () => {
    expect(electionDeadline(claiming, CONNECTOR.election)).toBe(5 + 15 * SECOND);
    expect(after(claiming, { type: 'deadline', atMs: 4 + 15 * SECOND }).role).toBe('claiming');
    expect(after(claiming, { type: 'deadline', atMs: 5 + 15 * SECOND }).role).toBe('leader');
  });

  test('a peer that falls silent need not yield', () => {
    expect(after(claiming, { type: 'peer-silent', atMs: 9, peer: C }).role).toBe('leader');
  });

  test('it is dropped when one that ranks first is heard', () => {
    expect(after(claiming, heard(A))).toMatchObject({ role: 'follower', awaiting: [] });
  });

  test('a yield that nobody waits for counts for nothing', () => {
    const follower = settled(C);
    expect(after(follower, yielded(A))).toBe(follower);
  });
});

describe('an import of the members', () => {
  test('R20: a connector that was removed can no longer win', () => {
    const state = after(settled(B), { type: 'members-imported', atMs: 5, members: [B, C] });
    expect(state).toMatchObject({ elected: B, members: [B, C] });
  });

  test('R20: one that was added takes part once it is heard', () => {
    const first = 'cc-0.contoso.example';
    const state = after(settled(A), { type: 'members-imported', atMs: 5, members: [...MEMBERS, first] });
    expect(state.elected).toBe(A);
    expect(after(state, heard(first)).elected).toBe(first);
  });
});

/** Every connector of the zone is live, and A leads. */
function settled(self: string): ElectionState {
  const others = MEMBERS.filter((member) => member !== self);
  const state = after(startedElection(self, MEMBERS), ...others.map((peer) => heard(peer)), own(NORMAL));
  return after(state, ...others.map(yielded));
}

function step(
  state: ElectionState,
  input: ElectionInput,
  electionAmong: typeof CONNECTOR.election.electionAmong = 'all',
) {
  return stepElection(state, input, { ...CONNECTOR.election, electionAmong });
}

function after(state: ElectionState, ...inputs: readonly ElectionInput[]): ElectionState {
  return inputs.reduce((current, input) => step(current, input)[0], state);
}

function own(candidacy: Candidacy) {
  return { type: 'own-candidacy', atMs: 0, candidacy } as const;
}

function heard(peer: string, candidacy: Candidacy = NORMAL) {
  return { type: 'peer-heard', atMs: 0, peer, candidacy } as const;
}

function yielded(peer: string) {
  return { type: 'yield-received', atMs: 0, peer } as const;
}
