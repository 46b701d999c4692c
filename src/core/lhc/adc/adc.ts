/**
 * A virtual server of an ADC: it probes its members and spreads requests over those that are up.
 *
 * What counts as up is the monitor's matter. `citrix-xd-ddc` wants a success code and the identity of the farm, so a connector that
 * rejects requests in HA mode, since it is not elected, comes down. `tcp` is content with a connection, so it stays up.
 *
 * Not here: what a connector answers to a probe (../relay), and when a probe is due (the host).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { VipDefinition } from '../../site/index.ts';

export type Monitor = VipDefinition['monitor'];

export interface VipSettings {
  readonly monitor: Monitor;
  /** The identity that `citrix-xd-ddc` looks for. */
  readonly farm: string;
}

export interface VipState {
  /** By FQDN, in the order in which they take turns. */
  readonly members: Readonly<Record<string, MemberState>>;
  /** Requests so far: the round robin goes on from here. */
  readonly requestCount: number;
}

export interface MemberState {
  readonly state: 'up' | 'down';
  /** What its last probe missed, in words; null while it is up. */
  readonly reason: string | null;
}

export type ProbeAnswer =
  | { readonly connected: false }
  /** `status` is the HTTP status; `farm` is null when the body names none. */
  | { readonly connected: true; readonly status: number; readonly farm: string | null };

export type VipInput =
  | { readonly type: 'probe-due' }
  | { readonly type: 'probe-answered'; readonly member: string; readonly answer: ProbeAnswer }
  | { readonly type: 'request-begun' };

export type VipEffect = { readonly type: 'send-probe'; readonly member: string };

type VipStep = Step<VipState, VipEffect>;

const UP: MemberState = { state: 'up', reason: null };

/** A virtual server that has just found every one of its members up. */
export function settledVip(members: readonly string[]): VipState {
  return { members: Object.fromEntries(members.map((member) => [member, UP])), requestCount: 0 };
}

export function stepVip(state: VipState, input: VipInput, settings: VipSettings): VipStep {
  switch (input.type) {
    case 'probe-due':
      return [state, Object.keys(state.members).map((member) => ({ type: 'send-probe', member }))];
    case 'probe-answered':
      return onProbeAnswered(state, input, settings);
    case 'request-begun':
      return unchanged({ ...state, requestCount: state.requestCount + 1 });
    default:
      return unreachable(input);
  }
}

function onProbeAnswered(
  state: VipState,
  { member, answer }: VipInput & { type: 'probe-answered' },
  settings: VipSettings,
): VipStep {
  const known = state.members[member];
  if (known === undefined) return unchanged(state);
  const missing = missingFrom(answer, settings);
  const reason = missing.length === 0 ? null : missing.join(', and ');
  if (reason === known.reason) return unchanged(state);
  const found: MemberState = reason === null ? UP : { state: 'down', reason };
  return unchanged({ ...state, members: { ...state.members, [member]: found } });
}

/** What the monitor wants and the answer has not. */
function missingFrom(answer: ProbeAnswer, { monitor, farm }: VipSettings): readonly string[] {
  if (!answer.connected) return ['no connection'];
  if (monitor === 'tcp') return [];
  const missing: string[] = [];
  if (answer.status < 200 || answer.status > 299) missing.push(`no success code: status ${answer.status}`);
  if (answer.farm === null) missing.push(`no identity of the farm "${farm}"`);
  else if (answer.farm !== farm) missing.push(`no identity of the farm "${farm}": it is "${answer.farm}"`);
  return missing;
}

/** The member whose turn it is, among those that are up; null when none is. */
export function vipMember(state: VipState): string | null {
  const up = Object.keys(state.members).filter((member) => state.members[member]?.state === 'up');
  return up[state.requestCount % up.length] ?? null;
}
