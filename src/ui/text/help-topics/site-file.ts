/**
 * `holdover help site-file`: an orientation. The format itself is the schema's business.
 */

export const siteFilePage = `SITE FILE

A site is declared in one YAML or JSON file that begins with "holdover: site/1". It names zones with their connectors
and machines, StoreFronts, delivery groups, the streaming farm (provisioning), and the timers that differ from the
defaults. A site has zones, a streaming farm, or both.

  holdover site init               writes a small, commented file to start from
  holdover site init --streaming   writes one of a streaming farm, without zones
  holdover schema site             prints the JSON Schema, for completion in an editor
  holdover site validate FILE      reports everything that is wrong with a file, with line and column
  holdover site load FILE          loads it; the site then stands still, settled, at its start

A name like "vda-###" with "count: 40" stands for vda-001 to vda-040. Durations are written 90s, 5m, 1h30m, 3d.
What is legal but unwise, such as a connector that StoreFront misses, loads; "holdover check" tells of it.

PROVISIONING

  sites         servers with their addresses and powerRating, and loginServers, whom targets ask when they boot.
                Targets move between servers of their own site only
  stores        where the files of vDisks are: a copy on each server (storage: local) or one for all (shared)
  vdisks        the images: mode (standard, private), writeCache, loadBalanced or one assignedServer, and versions
  versions      number, access (production, test, maintenance) and modified. Two copies are identical when they were
                modified in the same second; a server whose copy differs stands in "replicas", with its own time or
                with "missing: true". A production version with a later "scheduled" is released then
  collections   targets of one vDisk: type: test boots the newest test version, type: maintenance the one in work.
                A target with the name of a machine of a delivery group is that machine
  database      offlineSupport: whether streaming goes on without the farm's database`;
