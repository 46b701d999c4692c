/**
 * `holdover help site-file`: an orientation. The format itself is the schema's business.
 */

export const siteFilePage = `SITE FILE

A site is declared in one YAML or JSON file that begins with "holdover: site/1". It names zones with their connectors
and machines, StoreFronts, delivery groups, the streaming farm (provisioning), and the timers that differ from the
defaults.

  holdover site init               writes a small, commented file to start from
  holdover schema site             prints the JSON Schema, for completion in an editor
  holdover site validate FILE      reports everything that is wrong with a file, with line and column
  holdover site load FILE          loads it; the site then stands still, settled, at its start

A name like "vda-###" with "count: 40" stands for vda-001 to vda-040. Durations are written 90s, 5m, 1h30m, 3d.
What is legal but unwise, such as a connector that StoreFront misses, loads; "holdover lhc status" tells of it.`;
