/**
 * Findings about what each connector's LocalDB knows (LHC021).
 *
 * Not here: how it is kept current (../config-sync).
 */

import type { ConnectorState } from '../connector/index.ts';
import type { ZoneFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';

export function syncFindings(facts: ZoneFacts): readonly LhcFinding[] {
  return facts.connectors.filter(({ phase }) => phase !== 'down').flatMap((connector) => notCurrent(facts, connector));
}

function notCurrent({ revision, zone }: ZoneFacts, { fqdn, configSync }: ConnectorState): readonly LhcFinding[] {
  const { lastImport, localDb, obstacle } = configSync;
  const about = { zone: zone.name, connector: fqdn };
  if (localDb === null) {
    const message = `${fqdn} has never imported a configuration`;
    return [finding('LHC021', { ...about, severity: 'fail', message, effect: 'it has nothing to broker from' })];
  }
  const age = `revision ${localDb.revision} of ${revision}`;
  if (lastImport === 'failed') {
    const message = `the last import of ${fqdn} failed: its LocalDB holds ${age}`;
    return [finding('LHC021', { ...about, message })];
  }
  if (localDb.revision === revision) return [];
  const message = `the LocalDB of ${fqdn} is older than the configuration: ${age}`;
  if (obstacle !== null) return [finding('LHC021', { ...about, message })];
  return [
    finding('LHC021', { ...about, severity: 'info', message, fix: 'wait for its next import (holdover lhc sync)' }),
  ];
}
