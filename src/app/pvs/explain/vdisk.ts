/**
 * Explains a vDisk: whether targets go on with it when a server is gone, and which servers have what of each version.
 *
 * Not here: how copies are compared (core/pvs/inventory).
 */

import { present } from '../../../core/kernel/index.ts';
import { versionNumbered } from '../../../core/pvs/versions/index.ts';
import { type VersionStatus, vdiskStatusOf } from '../../../core/status/index.ts';
import { farmFindings, readerCount, versionRefusals, versionsOf, type World } from '../../../sim/index.ts';
import type { ExplainerOf } from '../../explain-named.ts';
import type { ExplainedReplica, ExplainedVersion, VdiskExplanation } from '../explanation.ts';
import { factsOfFarm } from '../farm-numbers.ts';
import { lastLineOf } from './log-line.ts';
import { mendsOf, obstaclesFound } from './mend.ts';

export const vdiskExplainer: ExplainerOf<VdiskExplanation> = {
  names: ({ farm }) => farm?.topology.vdisks.map(({ name }) => name) ?? [],
  explain: explainVdisk,
};

function explainVdisk(world: World, typed: string): VdiskExplanation | null {
  const vdisks = world.farm?.topology.vdisks ?? [];
  const number = vdisks.findIndex(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (number === -1) return null;
  const { name: vdisk } = present(vdisks[number], 'a vDisk of the farm');
  const { site, versions: statuses, ...status } = vdiskStatusOf(factsOfFarm(world), number);
  const versions = Object.entries(statuses).map(([version, each]) =>
    versionOf(world, number, { vdisk, version: Number(version), defaultVersion: status.defaultVersion }, each),
  );
  const findings = farmFindings(world).filter(({ object }) => object === vdisk || object.endsWith(`/${vdisk}`));
  return {
    kind: 'vdisk',
    vdisk,
    farmSite: site,
    ...status,
    versions,
    because: lastLineOf(world, (note) => note.vdisk === vdisk),
    findings,
    mend: mendsOf(world, [
      ...(status.why === null ? [] : [{ refusal: status.why, vdisk: number, server: null }]),
      ...versions.flatMap(({ replicas }) =>
        replicas.flatMap(({ server, refusal }) => (refusal === null ? [] : [{ refusal, vdisk: number, server }])),
      ),
      ...obstaclesFound(findings, number),
    ]),
  };
}

function versionOf(
  world: World,
  number: number,
  about: Pick<ExplainedVersion, 'version'> & Pick<VdiskExplanation, 'vdisk' | 'defaultVersion'>,
  { access, identicalOn, replicas }: VersionStatus,
): ExplainedVersion {
  const { vdisk, version, defaultVersion } = about;
  const state = present(versionNumbered(versionsOf(world, vdisk), version), 'a version of the vDisk');
  const refusals = versionRefusals(world, number, state);
  return {
    version,
    access,
    isDefault: version === defaultVersion,
    readers: readerCount(world, vdisk, version),
    identicalOn,
    replicas: Object.entries(replicas).map(
      ([server, copy], position): ExplainedReplica => ({ server, state: copy, refusal: refusals[position] ?? null }),
    ),
  };
}
