/**
 * contoso with three versions of win11, all in production, and one target that boots it.
 */
import { CliSite, QUIET_CONTOSO } from './cli-site.ts';

const VERSIONS = `versions: [
         {number: 42, access: production, modified: 2026-01-02T20:00:00Z},
         {number: 43, access: production, modified: 2026-01-03T20:00:00Z},
         {number: 44, access: production, modified: 2026-01-04T20:00:00Z}]}`;

export async function versionedSite(): Promise<CliSite> {
  const site = new CliSite();
  const text = QUIET_CONTOSO.replace(/versions: \[\{number: 42[\s\S]*?\}\]\}/, VERSIONS).replace(
    'targets: {count: 120, name: vda-###}',
    'targets: {count: 1, name: vda-#}',
  );
  await site.text(['site', 'load', site.file('versions.yaml', text)]);
  return site;
}
